import io

import docx

from transcript.writers.official_layout import Line, OfficialDocument, Template


def read(data):
    return docx.Document(io.BytesIO(data))


def written():
    document = OfficialDocument(title="水库调度会")
    document.add_fact("时间", "2031年5月6日")
    document.add_heading("发言记录")
    document.add_line(Line(text="（发言，01:31）", bold="方志明", before="县水利局局长 "))
    document.add_paragraph("先说水库。")
    document.add_signatures(["主持人：", "记录人："])
    return document.to_bytes()


def test_the_page_is_that_of_the_standard():
    section = read(written()).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert (round(section.top_margin.mm), round(section.left_margin.mm)) == (37, 28)
    assert round(section.page_width.mm - section.left_margin.mm - section.right_margin.mm) == 156


def test_headings_are_headings_and_names_are_bold():
    document = read(written())
    styles = {line.text: line.style.name for line in document.paragraphs}
    assert styles["水库调度会"] == "Title"
    assert styles["发言记录"] == "Heading 1"
    (line,) = (line for line in document.paragraphs if "方志明" in line.text)
    assert [run.text for run in line.runs if run.bold] == ["方志明"]


def test_the_same_words_make_the_same_bytes():
    assert written() == written()


def test_a_template_is_filled_where_its_names_stand():
    blank = docx.Document()
    blank.add_paragraph("时间：{{时间}}")
    blank.add_paragraph("{{发言记录}}")
    saved = io.BytesIO()
    blank.save(saved)
    template = Template(saved.getvalue(), name="模板.docx")
    assert template.names == {"时间", "发言记录"}
    filled = template.filled({"时间": "{{地点}}"}, {"发言记录": [Line(text="先说水库。"), Line(text="再说渠道。")]})
    assert [line.text for line in read(filled).paragraphs] == ["时间：{{地点}}", "先说水库。", "再说渠道。"]
