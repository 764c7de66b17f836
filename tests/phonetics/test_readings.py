from transcript.phonetics import Syllable, syllables
from transcript.phonetics.readings import readings_of, toned_codes


def test_a_phrase_decides_between_readings():
    assert syllables("银行")[1] == Syllable("h", "ang", 2)
    assert syllables("行走")[0] == Syllable("x", "ing", 2)


def test_what_has_no_sound_has_no_syllable():
    assert syllables("，\n😀\ud800") == (None, None, None, None)
    assert syllables("") == ()


def test_letters_and_digits_sound_as_their_names_in_any_width():
    assert syllables("e") == syllables("E") == syllables("\uff45") == syllables("一")
    assert syllables("5") == syllables("五")


def test_traditional_characters_have_readings():
    assert syllables("廳") == syllables("厅")


def test_surnames_keep_their_own_reading_beside_the_usual_one():
    for surname, sounds_like in ("仇求", "单善", "查扎", "解谢", "曾增"):
        assert {code // 8 for code in readings_of(surname)} >= {readings_of(sounds_like)[0] // 8}


def test_codes_follow_the_characters():
    assert len(toned_codes("长行重要😀a")) == 6
