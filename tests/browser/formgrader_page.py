"""nbgrader's formgrader in a tab of JupyterLab, used as an instructor does: with the mouse and the keyboard."""

from playwright.sync_api import expect


class FormgraderPage:
    """JupyterLab with the formgrader's tab."""

    def __init__(self, lab):
        self.lab = lab
        lab.locator(".lm-MenuBar-itemLabel", has_text="Nbgrader").click()
        lab.locator(".lm-Menu-itemLabel").get_by_text("Formgrader", exact=True).click()
        self.tab = lab.frame_locator("iframe")
        self.tab.get_by_role("heading", name="Manage Assignments").wait_for()

    def row(self, text):
        """The row of the table that contains a text."""
        return self.tab.locator("tbody tr", has_text=text)

    def cells(self, text):
        """What this row says, when the table is loaded."""
        self.row(text).wait_for()
        return [cell.strip() for cell in self.row(text).locator("td").all_inner_texts()]

    def follow(self, link):
        """Click on a link, and wait for the table that it opens."""
        link.click()
        self.tab.locator("table.dataTable").wait_for()

    def manage_submissions(self, exercise):
        """Open the table of an exercise's submissions."""
        self.follow(self.tab.get_by_role("link", name="Manual Grading"))  # a submission's page has no other link
        self.follow(self.tab.get_by_role("link", name="Manage Assignments"))
        self.row(exercise).get_by_role("link", name=exercise).wait_for()
        self.follow(self.row(exercise).locator("td.num-submissions a"))
        self.tab.get_by_role("heading", name="Manage Submissions").wait_for()

    def manual_grading(self, exercise):
        """Open the table of submissions for manual grading, with the students' names."""
        self.follow(self.tab.get_by_role("link", name="Manual Grading"))
        for _ in ("exercise", "notebook"):
            self.follow(self.row(exercise).get_by_role("link", name=exercise))
        self.row("Submission #1").wait_for()
        self.tab.get_by_role("button", name="Show All Names").click()

    def open_submission(self, exercise, student):
        """Open the page on which a person grades a submission."""
        self.manual_grading(exercise)
        self.row(student).get_by_role("link", name=student).click()
        self.tab.locator(".nbgrader_cell .score").first.wait_for()
        expect(self.tab.locator(".nbgrader_cell .score[placeholder]").first).to_be_attached()  # the scores are loaded

    def answer(self, name):
        """The panel with a cell, by the id of the cell."""
        return self.tab.locator(".nbgrader_cell", has=self.tab.locator(f"#{name}, #{name}-comment"))

    def enter(self, field, text):
        """Write into a field of the page and leave the field: the formgrader saves it."""
        with self.lab.expect_response(lambda response: response.request.method == "PUT") as waiting:
            self.tab.locator(f"#{field}").fill(text)
            self.tab.locator(f"#{field}").blur()
        assert waiting.value.ok, waiting.value.text()

    def generate_feedback(self, exercise, student):
        """Press the button Generate Feedback of a submission. Returns what the formgrader says."""
        self.manage_submissions(exercise)
        self.row(student).locator("td.generate-feedback a").click()
        dialog = self.tab.locator(".modal.in")
        dialog.wait_for()
        said = dialog.inner_text()
        dialog.get_by_role("button", name="Close").last.click()
        return said
