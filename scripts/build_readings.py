"""Write the table of readings that `transcript.phonetics` ships, from the dictionaries of pypinyin (MIT).

Usage: build_readings.py            where pypinyin is installed

readings.tsv   one toned syllable a line: initial, final, tone (5 is neutral), characters read so, characters read so at times.
               A character stands once among the first kind; among the second kind where enough phrases read it so, or where
               a surname does (SURNAMES).
phrases.tsv    phrases that do not read as their characters do one by one: phrase, its syllables.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.contrib.tone_convert import to_finals, to_initials, to_tone3

FOLDER = Path(__file__).parents[1] / "src" / "transcript" / "phonetics"
BUZZED = {"zh", "ch", "sh", "r", "z", "c", "s"}  # their "i" is no [i]: zhi, si
SHARE = 0.04  # of the phrases with a character, for a second reading to count
LONGEST_PHRASE = 4

SURNAMES = {  # Source: Table of General Standard Chinese Characters, readings of surnames
    "仇": "qiú", "单": "shàn", "查": "zhā", "解": "xiè", "曾": "zēng", "区": "ōu", "任": "rén", "华": "huà", "盖": "gě",
    "朴": "piáo", "缪": "miào", "翟": "zhái", "乐": "yuè", "燕": "yān", "宁": "nìng", "薄": "bó", "覃": "qín", "种": "chóng",
    "黑": "hè", "折": "shé", "隗": "wěi", "繁": "pó", "员": "yùn", "召": "shào", "冼": "xiǎn", "应": "yīng", "纪": "jǐ",
    "葛": "gě", "过": "guō", "哈": "hǎ", "牟": "mù", "令": "líng", "尉": "yù", "万": "mò", "洗": "xiǎn", "能": "nài",
    "晟": "chéng", "芮": "ruì", "谌": "chén", "逄": "páng", "祭": "zhài", "句": "gōu", "阚": "kàn", "车": "chē", "石": "shí",
}  # fmt: skip

SPOKEN = {"幺": "yī"}  # read first as what it stands for in numbers that are told digit by digit


def syllable(marked: str) -> tuple[str, str, str]:
    initial = to_initials(marked, strict=True)
    final = to_finals(marked, strict=True) or to_finals(marked, strict=False)
    tone = to_tone3(marked, neutral_tone_with_five=True)[-1]
    if initial in BUZZED and final == "i":
        final = "-i"
    return initial, final.replace("ê", "e"), tone


def spoken(final: str) -> bool:
    return any(vowel in final for vowel in "aeiouv")


def characters() -> dict[str, list[tuple[str, str, str]]]:
    found = {}
    for code, marks in PINYIN_DICT.items():
        if code == 0x3007 or 0x3400 <= code <= 0x9FFF:
            readings = [
                s for s in map(syllable, [*filter(None, [SPOKEN.get(chr(code))]), *marks.split(",")]) if spoken(s[1])
            ]
            if readings:
                found[chr(code)] = list(dict.fromkeys(readings))
    return found


def phrase_counts() -> dict[str, Counter[tuple[str, str, str]]]:
    counts: dict[str, Counter[tuple[str, str, str]]] = defaultdict(Counter)
    for phrase, readings in PHRASES_DICT.items():
        for character, marks in zip(phrase, readings, strict=False):
            counts[character][syllable(marks[0])] += 1
    return counts


def second_readings(character: str, first: tuple[str, str, str], counts: Counter) -> list[tuple[str, str, str]]:
    floor = max(3, SHARE * counts.total())
    often = [s for s, count in counts.items() if count >= floor and s[:2] != first[:2]]
    surname = [syllable(SURNAMES[character])] if character in SURNAMES else []
    usual = [syllable(PINYIN_DICT[ord(character)].split(",")[0])] if character in SPOKEN else []
    return [s for s in dict.fromkeys(usual + often + surname) if s != first]


def main() -> None:
    known, counts = characters(), phrase_counts()
    rows: dict[tuple[str, str, str], tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for character, readings in sorted(known.items()):
        rows[readings[0]][0].append(character)
        for other in second_readings(character, readings[0], counts[character]):
            rows[other][1].append(character)
    written: dict[str, list[tuple[str, str, str]]] = {}
    for phrase, readings in sorted(PHRASES_DICT.items(), key=lambda item: (len(item[0]), item[0])):
        if 1 < len(phrase) <= LONGEST_PHRASE and all(c in known for c in phrase):
            read = [syllable(marks[0]) for marks in readings]
            if [s[:2] for s in read] != [s[:2] for s in expected(phrase, known, written)]:
                written[phrase] = read
                for sound in read:
                    rows[sound]  # a syllable that only a phrase has gets a line, too
    with (FOLDER / "readings.tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.write("initial\tfinal\ttone\tcharacters\tat_times\n")
        for (initial, final, tone), (often, sometimes) in sorted(rows.items()):
            out.write(f"{initial}\t{final}\t{tone}\t{''.join(often)}\t{''.join(sometimes)}\n")
    with (FOLDER / "phrases.tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.write("phrase\tsyllables\n")
        for phrase in sorted(written):
            out.write(f"{phrase}\t{' '.join(''.join(s) for s in written[phrase])}\n")
    print(len(known), "characters", len(rows), "syllables", len(written), "phrases")


def expected(phrase: str, known: dict, written: dict) -> list[tuple[str, str, str]]:
    """How the phrase would be read without a row of its own."""
    read = [known[c][0] for c in phrase]
    for start in range(len(phrase)):
        for end in range(start + 2, len(phrase) + 1):
            if phrase[start:end] in written:
                read[start:end] = written[phrase[start:end]]
    return read


if __name__ == "__main__":
    main()
