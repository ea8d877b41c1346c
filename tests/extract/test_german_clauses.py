"""German: where a speaker stands, what announces a clause, what goes on without a cue. Every text is invented."""

import pytest

from extract.test_german import read, rows

CASES = {
    "a name in marks inside the speaker": (
        "Die Leiterin von „Kranbau Nord“, Ida Holm, sagte, die Anlage sei sicher.",
        [("Die Leiterin von „Kranbau Nord“, Ida Holm", "sagte", "die Anlage sei sicher")],
    ),
    "an adverbial between article and noun": (
        "So sagte der für den Hafen zuständige Stadtrat, Jan Berg, dass nur drei Boote im Einsatz seien.",
        [("der für den Hafen zuständige Stadtrat, Jan Berg", "sagte", "dass nur drei Boote im Einsatz seien")],
    ),
    "a relative clause behind the speaker": (
        "Ida Holm, die seit Mai im Amt ist, erklärte, dass die Frist verlängert werde.",
        [("Ida Holm", "erklärte", "dass die Frist verlängert werde")],
    ),
    "an apposition whose comma is missing": (
        "Jan Berg, der Sprecher der Werft sagte, die Lage sei ernst.",
        [("Jan Berg, der Sprecher der Werft", "sagte", "die Lage sei ernst")],
    ),
    "an apposition that names a body": (
        "„Der Kran steht still“, sagte Jan Berg, CEO von Kranbau.",
        [("Jan Berg, CEO von Kranbau", "sagte", "„Der Kran steht still“")],
    ),
    "an apposition before adverbs": (
        "Zuletzt ging Ida Holm, die Anwältin der Frau, noch davon aus, dass der Kran fahre.",
        [("Ida Holm, die Anwältin der Frau", "ging | davon aus", "dass der Kran fahre")],
    ),
    "several speakers": (
        "Die Räte Kiels, Lübecks und Bremens erklärten, dass sie zahlen.",
        [("Die Räte Kiels, Lübecks und Bremens", "erklärten", "dass sie zahlen")],
    ),
    "whom the passive is by": (
        "Mitglieder von Vereinen wurden gestern von der Stadt angewiesen, den Kai zu räumen.",
        [("der Stadt", "wurden | angewiesen", "den Kai zu räumen")],
    ),
    "a clause between dashes": (
        "Die Rätin sagte, dass der Haushalt – erstmals seit Jahren – wieder reiche.",
        [("Die Rätin", "sagte", "dass der Haushalt – erstmals seit Jahren – wieder reiche")],
    ),
    "a source that opens with an adjective": (
        "Offiziellen Angaben zufolge sind drei Boote gesunken.",
        [("Offiziellen Angaben", "zufolge", "sind drei Boote gesunken")],
    ),
    "it is said, inside": (
        "Man war sich im Rat nicht einig geworden, hieß es, sicher sei nichts.",
        [("", "hieß es", "Man war sich im Rat nicht einig geworden")],
    ),
    "a year stands first": (
        "2008 erklärte er, der Kai sei sicher.",
        [("er", "erklärte", "der Kai sei sicher")],
    ),
    "an adverb of manner stands first": (
        "Ausdrücklich sagt das Gericht, dass der Kai gesperrt bleibt.",
        [("das Gericht", "sagt", "dass der Kai gesperrt bleibt")],
    ),
    "the subject of the last main clause is shared": (
        "Als ein Gast zu Hilfe eilte, stieß der Wirt den Gast und rief: „Lasst mich sofort hier raus!“",
        [("der Wirt", "rief", "„Lasst mich sofort hier raus!“")],
    ),
    "an apposition between auxiliary and participle": (
        "Vor zwei Tagen hatte die Reederin, Ida Holm, zugesagt, nicht zu klagen.",
        [("die Reederin, Ida Holm", "hatte | zugesagt", "nicht zu klagen")],
    ),
    "a name that opens with a small word": (
        "Von der Mühle betonte, die Werft sei sicher.",
        [("Von der Mühle", "betonte", "die Werft sei sicher")],
    ),
    "whom it was told stands first": (
        "Der Zeitung sagte Ida Holm: „Wir haben nichts zu verbergen.“",
        [("Ida Holm", "sagte", "„Wir haben nichts zu verbergen.“")],
    ),
    "a subject shared by two verbs": (
        "Auch der Stadtrat Jan Berg sprach sich gegen den Plan aus und sagte, das Becken könne kippen.",
        [("der Stadtrat Jan Berg", "sagte", "das Becken könne kippen")],
    ),
    "a clause with wie and no comma": (
        "Wie die örtlichen Sender melden sind zwei Kräne umgestürzt.",
        [("die örtlichen Sender", "melden", "sind zwei Kräne umgestürzt")],
    ),
    "an infinitive and no comma": (
        "Die Reederei hat angekündigt die Preise im Herbst zu senken.",
        [("Die Reederei", "hat | angekündigt", "die Preise im Herbst zu senken")],
    ),
    "a verb with a phrase": (
        "Die Lotsin hält es für möglich, dass der Kanal zufriert.",
        [("Die Lotsin", "hält es für möglich", "dass der Kanal zufriert")],
    ),
    "a verb with a phrase, last in its clause": (
        "Es gibt Lotsen, die der Ansicht sind, der Kanal friere zu.",
        [("die", "der Ansicht sind", "der Kanal friere zu")],
    ),
    "a word that announces the clause": (
        "Die Fraktion plädierte dafür, dass der Kai verlängert wird.",
        [("Die Fraktion", "plädierte dafür", "dass der Kai verlängert wird")],
    ),
    "what something is called": (
        "Die Ministerin bezeichnete den Plan als „reine Augenwischerei“ und verließ den Saal.",
        [("Die Ministerin", "bezeichnete | als", "„reine Augenwischerei“")],
    ),
    "what something is called, behind an article": (
        "Jan Berg nannte die Absage einen „Wortbruch“.",
        [("Jan Berg", "nannte", "„Wortbruch“")],
    ),
    "what is spoken of": (
        "Der Verband sprach von einem „schwarzen Tag“ für die Häfen.",
        [("Der Verband", "sprach von", "„schwarzen Tag“")],
    ),
    "in words, beside a verb of another kind": (
        "Sie verließ den Rat mit dem Hinweis, man habe alle Fristen eingehalten.",
        [("Sie", "verließ | mit dem Hinweis", "man habe alle Fristen eingehalten")],
    ),
    "a document that tells": (
        "Aus einem Schreiben der Behörde geht hervor, dass die Fristen verlängert werden.",
        [("einem Schreiben der Behörde", "geht hervor", "dass die Fristen verlängert werden")],
    ),
    "a document that tells, in a clause with wie": (
        "Wie aus dem Gutachten hervorgeht, war das Dach schon undicht.",
        [("dem Gutachten", "hervorgeht", "war das Dach schon undicht")],
    ),
    "a document that tells, nobody named": (
        "Am Vormittag hatte es zunächst geheißen, die Werft hätte den Auftrag verloren.",
        [("", "hatte | geheißen", "die Werft hätte den Auftrag verloren")],
    ),
    "passive, behind what was said": (
        "Der Bau könne ein halbes Jahr dauern, wird vermutet.",
        [("", "wird | vermutet", "Der Bau könne ein halbes Jahr dauern")],
    ),
    "so and a verb, inside the clause": (
        "In zehn Jahren, so schätzen die Forscher, soll die Anlage laufen.",
        [("die Forscher", "so schätzen", "In zehn Jahren | soll die Anlage laufen")],
    ),
    "a verb inside the clause": (
        "Das Ergebnis, sagte der Stadtrat, sei erfreulich.",
        [("der Stadtrat", "sagte", "Das Ergebnis | sei erfreulich")],
    ),
    "that the police said, behind a comma": (
        "Der Kran ist umgestürzt, das teilte die Polizei mit.",
        [("die Polizei", "teilte | mit", "Der Kran ist umgestürzt")],
    ),
    "so X in a paper, inside the clause": (
        "Doch sei es, so der Dichter Jan Berg in einem Brief, ein Haufen Mutiger gewesen.",
        [("der Dichter Jan Berg", "so", "Doch sei es | ein Haufen Mutiger gewesen")],
    ),
    "demnach inside its clause": (
        "Die Zahl der Anträge sank demnach um ein Drittel.",
        [("demnach", "demnach", "Die Zahl der Anträge sank | um ein Drittel")],
    ),
    "a tag inside a relative clause": (
        "Der Mann, der nach Angaben der Polizei flüchtete, sitzt nun in Haft.",
        [("Angaben der Polizei", "nach", "der | flüchtete")],
    ),
    "a source whose noun stands beside another": (
        "Im Jahr nimmt die Bande Schätzungen zufolge vier Millionen Euro ein.",
        [("Schätzungen", "zufolge", "Im Jahr nimmt die Bande | vier Millionen Euro ein")],
    ),
    "an ordinal in a name": (
        "Später sagte die Ministerin, Papst Linus XVI. „ist und bleibt ein großer Denker“.",
        [("die Ministerin", "sagte", "Papst Linus XVI. „ist und bleibt ein großer Denker“")],
    ),
    "the speaker's own clause goes on": (
        "Der Angeklagte erklärte, er sei unschuldig, erkannte das Gericht nicht an und schwieg.",
        [("Der Angeklagte", "erklärte", "er sei unschuldig")],
    ),
    "the subjunctive goes on": (
        "Die Rätin sagte, der Kai sei marode. Er müsse gesperrt werden. Das habe man lange gewusst. Nun ist er zu.",
        [
            ("Die Rätin", "", "Er müsse gesperrt werden. Das habe man lange gewusst."),
            ("Die Rätin", "sagte", "der Kai sei marode"),
        ],
    ),
    "a quotation goes on behind an opinion": (
        "Stadträtin Ida Holm verurteilte den Beschluss. „Wer so handelt, setzt das Vertrauen der Stadt aufs Spiel.“",
        [("Stadträtin Ida Holm", "", "„Wer so handelt, setzt das Vertrauen der Stadt aufs Spiel.“")],
    ),
}

NOTHING = {
    "a preposition": "Erst nach mehreren Wochen wurde der Kran geborgen.",
    "a list with a hyphen": "Konto-, Post- und Bankdaten werden gelöscht.",
    "a land, no anaphor": "Die Flut stieg. Das Land hat um Hilfe gebeten.",
    "a subjunctive behind nothing said": "Der Kai ist marode. Man müsse nur hinsehen.",
    "what the speaker thinks in his own quotation": "„Ich glaube, es regnet bald, dann sind wir alle wieder froh.“",
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_source_cue_and_content(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert sorted(read(text)) == sorted(expected)


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING.keys())
def test_nothing_is_attributed(text: str) -> None:
    assert read(text) == []


def test_a_quotation_that_goes_on_is_direct() -> None:
    assert rows(CASES["a quotation goes on behind an opinion"][0])[0].type == "direct"
