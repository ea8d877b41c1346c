"""Chains inside a document."""

from firsthand.extract import attributions
from firsthand.model import Document, Item, Span, document_id
from firsthand.resolve.speakers import speakers
from firsthand.settings import Settings
from firsthand.trace.chains import chains

RULES = Settings(model=False)


def ways(text: str, *, lang: str = "en", **fields: str) -> list[tuple[str, ...]]:
    document = Document(id=document_id(text=text), name="t", text=text, lang=lang, **fields)
    rows = attributions(document, settings=RULES)
    return [chain.names for chain in chains(document, rows, speakers(document, rows))]


def test_the_utterer_alone() -> None:
    assert ways("Mara Oduya said that the crane fell.") == [("Mara Oduya",)]


def test_a_relay_follows_the_utterer() -> None:
    assert ways("Mara Oduya told Reuters that the crane fell.") == [("Mara Oduya", "Reuters")]


def test_an_outer_source_follows_the_inner_one() -> None:
    text = "Reuters quoted Mara Oduya as saying that the crane fell."
    assert ways(text) == [("Reuters",), ("Mara Oduya", "Reuters")]


def test_the_publishing_outlet_is_left_out() -> None:
    assert ways("Mara Oduya told Reuters that the crane fell.", outlet="Reuters") == [("Mara Oduya",)]
    assert ways("Mara Oduya told Reuters that the crane fell.", url="https://www.reuters.com/a") == [("Mara Oduya",)]


def test_equal_neighbours_are_one() -> None:
    text = "The union said it believes that the crane fell."
    assert ways(text) == [("union",), ("union",)]


def test_a_relay_goes_on_with_the_same_speaker() -> None:
    text = "“It fell,” Mara Oduya told Reuters. She added that it was old."
    assert ways(text) == [("Mara Oduya", "Reuters"), ("Mara Oduya", "Reuters")]


def test_a_relay_ends_with_another_speaker() -> None:
    text = "“It fell,” Mara Oduya told Reuters. Ivo Kell added that it was old."
    assert ways(text)[1] == ("Ivo Kell",)


def test_nobody_named_is_an_empty_chain() -> None:
    assert ways("The crane was reportedly sold.") == [()]


def test_swedish_and_german() -> None:
    assert ways("– Den föll, säger Mara Oduya till TT.", lang="sv") == [("Mara Oduya", "TT")]
    assert ways("„Er ist gefallen“, sagte Mara Oduya gegenüber der dpa.", lang="de") == [("Mara Oduya", "dpa")]


def test_a_trailing_tag_is_a_relay_and_no_attribution_of_its_own() -> None:
    assert ways("“It fell,” Mara Oduya said, according to Reuters.") == [("Mara Oduya", "Reuters")]
    assert ways("The crane fell, Mara Oduya said on Monday, Reuters reported.") == [("Mara Oduya", "Reuters")]


def test_a_tag_on_words_nobody_else_is_named_for_is_an_attribution() -> None:
    assert ways("The crane fell, according to Reuters.") == [("Reuters",)]
    assert ways("The crane fell, Reuters reported.") == [("Reuters",)]


def test_a_word_for_a_medium_is_left_out_beside_its_name() -> None:
    assert ways("“It fell,” Mara Oduya told Reuters. She told the agency that it was old.")[1] == (
        "Mara Oduya",
        "Reuters",
    )


def test_in_an_item_its_own_outlet_is_left_out() -> None:
    text = "Crane fell\n\nMara Oduya told Reuters that the crane fell."
    item = Item(heading=Span(0, 10), body=Span(12, len(text)), outlet="Reuters")
    document = Document(id=document_id(text=text), name="t", text=text, lang="en")
    rows = attributions(document, items=(item,), settings=RULES)
    heard = speakers(document, rows, items=(item,))
    assert [c.names for c in chains(document, rows, heard)] == [("Mara Oduya", "Reuters")]
    assert [c.names for c in chains(document, rows, heard, items=(item,))] == [("Mara Oduya",)]


def test_what_is_cited_stands_inside_the_report() -> None:
    text = "The crane fell, Port Radio reported on Thursday, citing two foremen."
    assert ways(text) == [("Port Radio",), ("two foremen", "Port Radio")]


def test_a_named_channel_is_a_relay_in_swedish() -> None:
    text = "”Den föll”, skriver Mara Oduya i ett pressmeddelande."
    assert ways(text, lang="sv") == [("Mara Oduya", "ett pressmeddelande")]


def test_a_tag_belongs_to_the_outermost_statement() -> None:
    text = "The mayor said the union had told her the crane was old, Reuters reported on Sunday."
    assert ways(text) == [("mayor", "Reuters"), ("union", "mayor", "Reuters")]


def test_what_stands_behind_an_outer_statement_is_no_relay_of_the_inner_one() -> None:
    text = "“The union promised that it would wait,” Mara Oduya said in an interview with Reuters."
    assert ways(text) == [("Mara Oduya", "Reuters"), ("union", "Mara Oduya", "Reuters")]


def test_a_medium_may_have_a_word_for_an_audience_in_its_name() -> None:
    assert ways("The crane fell, Mara Oduya said, Press TV reported.") == [("Mara Oduya", "Press TV")]
    assert ways("Mara Oduya told the press that the crane fell.") == [("Mara Oduya",)]
    assert ways("Mara Oduya told a news conference that the crane fell.") == [("Mara Oduya",)]


def test_a_relay_goes_on_with_the_same_speaker_named_again() -> None:
    text = "“It fell,” Mara Oduya told Reuters. Oduya said that it was old."
    assert ways(text) == [("Mara Oduya", "Reuters"), ("Mara Oduya", "Reuters")]


def test_names_in_a_text_without_commas() -> None:
    assert ways("Mara Oduya of the dockers union said the crane fell.") == [("Mara Oduya",)]
    assert ways("Mara Oduya DWU regional head for the north said the crane fell.") == [("Mara Oduya",)]


def test_unnamed_parties_keep_the_body_they_speak_for() -> None:
    assert ways("A spokesman for the Border Guard said the crane fell.") == [("spokesman for the Border Guard",)]
    assert ways("One docker said the crane fell.") == [("docker",)]


def test_a_report_is_its_medium_or_its_author() -> None:
    assert ways("A report on Finnish state television said that the crane fell.") == [("Finnish state television",)]
    assert ways("A statement by the dockers said that the crane fell.") == [("dockers",)]


def test_who_stands_for_the_name_before_it() -> None:
    text = "The mayor praised the work of Mara Oduya, who said that the crane was old."
    assert ways(text)[-1] == ("Mara Oduya",)
    text = "The paper quoted a reporter who is with the dockers who said that the crane was old."
    assert ways(text)[-1][0] == "reporter"


def test_a_medium_with_and_without_its_article_is_one_hop() -> None:
    assert ways("The crane fell, according to The New York Times.") == [("New York Times",)]
