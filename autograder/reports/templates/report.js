// Sorts a table by the column whose heading is clicked: numbers by size, the largest first, others as text.
for (const table of document.querySelectorAll(".sortable")) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const text = row => row.cells[column].textContent.trim();
      const number = row => parseFloat(text(row));
      const byNumber = column > 0;
      const up = head.getAttribute("aria-sort") === (byNumber ? "descending" : null) || head.ariaSort === "descending";
      const compare = (a, b) => byNumber
        ? (isNaN(number(a)) ? -1 : number(a)) - (isNaN(number(b)) ? -1 : number(b))
        : text(a).localeCompare(text(b));
      heads.forEach(other => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      body.append(...[...body.rows].sort((a, b) => up ? compare(a, b) : compare(b, a)));
    });
  });
}
