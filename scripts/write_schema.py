"""Write the JSON Schema of a record, which ships in the package, from the classes."""

import json
from pathlib import Path

from transcript.record import MeetingRecord
from transcript.serialization import json_schema

PATH = Path(__file__).parent.parent / "src" / "transcript" / "record.schema.json"


def main() -> None:
    schema = json.dumps(json_schema(MeetingRecord, title="record"), indent=2, ensure_ascii=False)
    PATH.write_text(schema + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
