"""A notebook in the browser, used as a student does: with the mouse, the keyboard and the menus."""

import re

SLOW = 120_000  # milliseconds: Python is loaded, or all cells run


class NotebookPage:
    """A page with one notebook."""

    def __init__(self, page, address, kernel="Python (Pyodide)"):
        self.page, self.kernel = page, kernel
        page.set_default_timeout(20_000)
        page.goto(address)
        self.wait_until_opened()

    def wait_until_opened(self):
        """Wait for the last cell, for the name of the kernel, and until the kernel can run cells."""
        self.page.locator(".jp-CodeCell").last.wait_for(state="attached", timeout=SLOW)
        kernel = self.page.locator(".jp-Toolbar-kernelName", has_text=self.kernel)
        kernel.wait_for(state="attached", timeout=SLOW)
        idle = self.page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]")
        idle.wait_for(state="attached", timeout=SLOW)

    def menu(self, *items):
        """Choose an item of a menu: menu("Run", "Run All Cells")."""
        first, *others = items
        self.page.locator(".lm-MenuBar-itemLabel", has_text=re.compile(f"^{first}$")).click()
        for item in others:
            self.page.locator(".lm-Menu-itemLabel", has_text=re.compile(rf"^{re.escape(item)}$")).first.click()

    def run_all(self):
        """Run all cells, and wait until each has run."""
        self.menu("Run", "Run All Cells")
        self.wait_until_run()

    def restart_and_run_all(self):
        """The same in a new kernel."""
        self.menu("Kernel", "Restart Kernel and Run All Cells…")
        self.page.locator(".jp-Dialog button.jp-mod-accept").click()
        self.page.wait_for_timeout(500)
        self.wait_until_run()

    def wait_until_run(self):
        """Wait until every code cell has a number in its brackets."""
        script = """() => {
            const cells = [...document.querySelectorAll('.jp-CodeCell')];
            const prompts = cells.map(cell => cell.querySelector('.jp-InputPrompt').innerText);
            const code = cells.filter(cell => cell.querySelector('.cm-content')?.innerText.trim());
            return prompts.every(text => !text.includes('*'))
                && code.at(-1).querySelector('.jp-InputPrompt').innerText.match(/\\d/);
        }"""
        self.page.wait_for_function(script, timeout=SLOW, polling=200)

    def cell(self, text):
        """The code cell whose source contains a text."""
        return self.page.locator(".jp-CodeCell").filter(has=self.page.locator(".cm-content", has_text=text)).first

    def source(self, text):
        """The whole source of that cell."""
        return self.cell(text).locator(".cm-content").inner_text()

    def write(self, text, source):
        """Replace the source of the cell that contains a text."""
        content = self.cell(text).locator(".cm-content")
        content.click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(source)

    def run(self, text):
        """Run the cell that contains a text. Returns what it prints."""
        cell = self.cell(text)
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_timeout(300)
        self.wait_until_run()
        return self.output(text)

    def output(self, text):
        """What the cell that contains a text has printed or shown."""
        outputs = self.cell(text).locator(".jp-OutputArea-output")
        return "\n".join(outputs.all_inner_texts())

    def pictures(self, text):
        """The descriptions of the pictures below the cell that contains a text."""
        found = self.cell(text).locator(".jp-OutputArea-output svg[role=img]")
        return [picture.get_attribute("aria-label") for picture in found.all()]

    def save(self):
        """Save with the keyboard, and wait until nothing is unsaved."""
        self.page.keyboard.press("Control+s")
        self.page.wait_for_timeout(1500)

    def reload(self):
        """Load the page again."""
        self.page.reload()
        self.wait_until_opened()

    def download(self, target):
        """Download the notebook into a folder, under its own name. Returns the file."""
        with self.page.expect_download() as waiting:
            self.menu("File", "Download")
        path = target / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path
