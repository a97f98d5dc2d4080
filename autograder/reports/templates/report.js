// Sorts a table by the column whose heading is clicked: the first one as text, others as numbers, the largest first.
// The next click reverses the order. Without JavaScript, the table stays as it is.
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
      const before = head.getAttribute("aria-sort");
      const up = before === null ? !byNumber : before === "descending";
      const compare = (a, b) => byNumber
        ? (isNaN(number(a)) ? -1 : number(a)) - (isNaN(number(b)) ? -1 : number(b))
        : text(a).localeCompare(text(b));
      heads.forEach(other => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      body.append(...[...body.rows].sort((a, b) => up ? compare(a, b) : compare(b, a)));
    });
  });
}
