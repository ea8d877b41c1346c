"""Transcripts in every format and language: the spoken words, and who spoke them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.ingest.transcripts import plain_transcript, read_transcripts
from firsthand.model import Failure
from firsthand.settings import Settings

ENGLISH = """HARBOUR COUNCIL, 3 May
ADA QUILL: The bridge closes at noon.
(APPLAUSE)
ADA QUILL: It opens again -- [inaudible] -- on Friday (as we said in March).
BO LIND (Mayor): At what cost?
"""
SWEDISH = """Anf. 12 KARIN ÅKESJÖ (V):
Herr talman! Bron stängs klockan tolv.
Den öppnas på fredag.
Anf. 13 OLE BRANDT (M):
Vem betalar?
"""
GERMAN = """Dr. Hanne Wolfram (Hafenpartei): Die Brücke wird um zwölf Uhr geschlossen.
(Beifall bei der Hafenpartei)
Dr. Hanne Wolfram (Hafenpartei): Sie öffnet am Freitag: so ist es beschlossen.
Präsident Jörn Tidemann: Danke.
"""
TEI = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><listPerson>
 <person xml:id="QuillAda"><persName><forename>Ada</forename> <surname>Quill</surname></persName></person>
</listPerson></teiHeader><text><body>
 <note type="speaker">Ada Quill:</note>
 <u who="#QuillAda"><seg>The bridge <vocal><desc>cough</desc></vocal>closes at noon.</seg>
 <seg>It opens on Friday.</seg></u>
 <u who="#LindBo">At what cost?</u>
</body></text></TEI>
"""
PLAY = """<TEI><text><body>
<sp><speaker>Bo Lind:</speaker><p>Who pays?</p><stage>He sits.</stage></sp></body></text></TEI>"""
SRT = """1
00:00:01,000 --> 00:00:03,000
>> ADA QUILL: The bridge
closes at noon.

2
00:00:03,500 --> 00:00:05,000
<i>It opens on Friday.</i> [music]

3
00:01:05,000 --> 00:01:07,000
- At what cost?
"""
VTT = """WEBVTT

NOTE made by hand

00:01.000 --> 00:03.000 align:start
<v Ada Quill>The bridge closes at noon &amp; opens on Friday.

00:03.000 --> 00:05.000
<v Bo Lind>At what <c.loud>cost</c>?
"""


def read(path, **limits):
    return list(read_transcripts(path, settings=Settings(**limits)))


def turns(transcript):
    return [(speech.speaker, speech.span.of(transcript.text)) for speech in transcript.speeches]


def written(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_speakers_and_directions_are_not_spoken(tmp_path):
    (found,) = read(written(tmp_path, "council.txt", ENGLISH))
    assert found.name == "council"
    assert found.text == ENGLISH
    assert turns(found) == [
        (None, "HARBOUR COUNCIL, 3 May"),
        ("ADA QUILL", "The bridge closes at noon."),
        ("ADA QUILL", "It opens again --"),
        ("ADA QUILL", "-- on Friday (as we said in March)."),
        ("BO LIND (Mayor)", "At what cost?"),
    ]


def test_a_swedish_record_has_its_speaker_on_a_line_of_his_own(tmp_path):
    (found,) = read(written(tmp_path, "kammaren.txt", SWEDISH))
    assert [speaker for speaker, _ in turns(found)] == ["KARIN ÅKESJÖ (V)"] * 2 + ["OLE BRANDT (M)"]
    assert turns(found)[0][1] == "Herr talman! Bron stängs klockan tolv."


def test_a_german_record_keeps_a_colon_inside_a_speech(tmp_path):
    (found,) = read(written(tmp_path, "landtag.txt", GERMAN))
    assert turns(found)[1] == ("Dr. Hanne Wolfram (Hafenpartei)", "Sie öffnet am Freitag: so ist es beschlossen.")
    assert turns(found)[-1] == ("Präsident Jörn Tidemann", "Danke.")
    assert not any("Beifall" in words for _, words in turns(found))


@pytest.mark.parametrize("line", ["Note: the bridge is closed.", "It is 12:30 now.", "He said it: never."])
def test_a_colon_alone_makes_no_speaker(line):
    assert [speech.speaker for speech in plain_transcript(line, name="a", path="a").speeches] == [None]


def test_tei_gives_the_utterances_with_the_names_of_the_people(tmp_path):
    (found,) = read(written(tmp_path, "sitting.xml", TEI))
    assert turns(found) == [
        ("Ada Quill", "The bridge closes at noon."),
        ("Ada Quill", "It opens on Friday."),
        ("LindBo", "At what cost?"),
    ]


def test_tei_of_a_play_gives_the_speaker_that_is_written(tmp_path):
    (found,) = read(written(tmp_path, "play.tei", PLAY))
    assert turns(found) == [("Bo Lind", "Who pays?")]


def test_tei_with_an_unknown_speaker_takes_the_heading(tmp_path):
    record = '<TEI><note type="speaker">Fru ÅKESJÖ:</note><u who="unknown"><seg>Bron stängs.</seg></u></TEI>'
    (found,) = read(written(tmp_path, "prot.xml", record))
    assert turns(found) == [("Fru ÅKESJÖ", "Bron stängs.")]


def test_tei_in_another_encoding_is_read(tmp_path):
    old = TEI.replace("UTF-8", "ISO-8859-1").replace("At what cost", "Till vilket värde för ån").encode("latin-1")
    (found,) = read(written(tmp_path, "sitting.xml", old))
    assert "värde för ån" in found.text


def test_subtitles_give_words_times_and_speakers(tmp_path):
    (found,) = read(written(tmp_path, "council.srt", SRT))
    assert turns(found) == [
        ("ADA QUILL", "The bridge closes at noon."),
        ("ADA QUILL", "It opens on Friday."),
        (None, "At what cost?"),
    ]
    assert [speech.at for speech in found.speeches] == ["00:00:01", "00:00:03", "00:01:05"]


def test_webvtt_voices_are_speakers(tmp_path):
    (found,) = read(written(tmp_path, "council.vtt", VTT))
    assert turns(found) == [
        ("Ada Quill", "The bridge closes at noon & opens on Friday."),
        ("Bo Lind", "At what cost?"),
    ]


def test_captions_that_roll_up_are_taken_once(tmp_path):
    rolling = "WEBVTT\n\n00:01.000 --> 00:02.000\nthe bridge\n\n00:02.000 --> 00:03.000\nthe bridge\ncloses at noon\n"
    (found,) = read(written(tmp_path, "roll.vtt", rolling))
    assert found.text.split() == ["the", "bridge", "closes", "at", "noon"]


def test_json_lines_of_texts_turns_and_single_turns(tmp_path):
    rows = [
        {"id": "a", "text": "ADA QUILL: The bridge closes."},
        {"id": 2, "turns": [{"speaker": "Bo Lind", "text": "Who pays?", "other": 1}]},
        {"speaker": "Ada Quill", "text": "The harbour pays."},
        {"speaker": "Bo Lind", "text": "Good."},
    ]
    found = read(written(tmp_path, "all.jsonl", "\n".join(map(json.dumps, rows))))
    assert [one.name for one in found] == ["a", "2", "all"]
    assert turns(found[0]) == [("ADA QUILL", "The bridge closes.")]
    assert turns(found[2]) == [("Ada Quill", "The harbour pays."), ("Bo Lind", "Good.")]


def test_a_folder_is_read_in_order_and_one_bad_file_costs_only_itself(tmp_path):
    written(tmp_path, "b.txt", "BO LIND: Good.")
    written(tmp_path, "a.txt", "ADA QUILL: Yes.")
    written(tmp_path, "c.xml", "<TEI><text>")
    written(tmp_path, "ignored.bin", b"\0")
    found = read(tmp_path)
    assert [one.name for one in found[:2]] == ["a", "b"]
    assert isinstance(found[2], Failure)
    assert len(found) == 3


BOMB = '<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;&b;">]><TEI><u who="x">&c;</u></TEI>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><TEI><u who="x">&b;</u></TEI>'


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("bomb.xml", BOMB, "declares XML entities"),
        ("bomb16.xml", BOMB.encode("utf-16"), "declares XML entities"),
        ("outside.xml", OUTSIDE, "declares XML entities"),
        ("cut.xml", TEI[:400], "not well-formed XML"),
        ("page.xml", "<html><p>Hello</p></html>", "no utterances"),
        ("deep.xml", "<TEI>" + "<div>" * 60 + "<u>x</u>" + "</div>" * 60 + "</TEI>", "nested deeper"),
        ("empty.txt", "", "empty"),
        ("blank.srt", " \n", "empty"),
        ("notime.srt", "Hello\n", "no time code"),
        ("binary.txt", bytes(range(32)) * 40, "binary"),
        ("silent.xml", "<TEI><u who='a'><note>x</note></u></TEI>", "no utterances"),
        ("long.txt", "word " * 3_000, "10000 allowed"),
        ("row.jsonl", '{"id": 1, "text": 5}', "Line 1"),
        ("row2.jsonl", "{", "Line 1"),
        ("row3.jsonl", '{"id": "a"}', "neither"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(tmp_path, name, content, says):
    (failure,) = read(written(tmp_path, name, content), max_depth=40, max_chars=10_000)
    assert isinstance(failure, Failure)
    assert says in failure.error
    assert name in failure.error
    assert failure.error.endswith(".")
    assert "\n" not in failure.error


@pytest.mark.parametrize("name", ["missing.txt", "talk.docx", "talk", "nul\0.txt", "x" * 300 + ".txt"])
def test_a_path_that_is_no_transcript_is_one_sentence(tmp_path, name):
    if name.startswith("talk"):
        written(tmp_path, name, "x")
    (failure,) = read(tmp_path / name)
    assert isinstance(failure, Failure)
    assert failure.error.endswith(".")


@pytest.mark.parametrize(
    "worst", ["(" * 50_000, "[" * 50_000, "A:" * 25_000, "A" * 50_000, "<v " * 20_000, "“" * 50_000]
)
@pytest.mark.parametrize("suffix", ["txt", "vtt"])
def test_long_lines_of_marks_are_read_at_once(tmp_path, worst, suffix):
    head = "WEBVTT\n\n00:01.000 --> 00:02.000\n" if suffix == "vtt" else ""
    assert read(written(tmp_path, f"a.{suffix}", head + worst))


@given(st.text(alphabet="AaÖö :()[]\n-.<>&;1", max_size=200))
def test_speeches_lie_in_the_text_in_order_and_never_overlap(text):
    found = plain_transcript(text, name="a", path="a")
    at = 0
    for speech in found.speeches:
        assert at <= speech.span.start < speech.span.end <= len(found.text)
        at = speech.span.end
