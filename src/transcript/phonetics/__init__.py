"""How Chinese sounds: the syllables of a text, how easily one is heard for another, and the distance between two short texts.

The readings ship as tables beside this code (readings.tsv, phrases.tsv, written by scripts/build_readings.py), the confusions as
another (confusions.tsv, a row a confusion): nothing is downloaded and no dictionary is loaded at run time.
"""

from transcript.phonetics.phonetic_distance import Pairing, align, character_cost, distance
from transcript.phonetics.readings import Syllable, syllables

__all__ = ["Pairing", "Syllable", "align", "character_cost", "distance", "syllables"]
