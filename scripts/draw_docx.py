"""Draw the pictures of the Word document in the documentation: `python scripts/draw_docx.py`.

Needs python-docx, LibreOffice Writer (`soffice`) and poppler (`pdftoppm`); the fonts are those of the computer, which often lacks 仿宋, 黑体 and 楷体.
"""

import subprocess
import tempfile
from pathlib import Path

from transcript import parse_transcript, write_record

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"


def main() -> None:
    record = parse_transcript(ROOT / "examples" / "spring.txt")
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "docx.docx"
        write_record(record, written)
        subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, written], check=True)
        pages = ["pdftoppm", "-r", "60", "-gray", "-png", written.with_suffix(".pdf"), IMAGES / "docx"]
        subprocess.run(pages, check=True)


if __name__ == "__main__":
    main()
