/// The page's script: read-outs, sorting, filtering and copying for a page that is whole without it.
///
/// Levels, runs and axes are switched by the style sheet alone. The text has neither `<` nor `&`, so that it stands
/// in XML as it is.
enum Script {
  /// The whole script.
  static let text = """
    (() => {
    "use strict";
    const all = (what, where) => Array.from((where || document).querySelectorAll(what));
    const make = (name, words, style) => {
      const element = document.createElement(name);
      element.textContent = words;
      element.className = style;
      if (name === "button") element.type = "button";
      return element;
    };
    \(readOuts)
    \(tables)
    \(copying)
    })();

    """

  /// Whoever points at a mark, or walks to it with the arrow keys, is told its numbers.
  private static let readOuts = """
    const tip = make("div", "", "tip");
    tip.setAttribute("role", "status");
    document.body.append(tip);
    let shown = null;
    const hide = () => {
      if (shown) shown.classList.remove("on");
      shown = null;
      tip.textContent = "";
    };
    const show = (mark, x, y) => {
      if (mark === shown) return;
      hide();
      shown = mark;
      mark.classList.add("on");
      tip.textContent = mark.getAttribute("data-tip");
      const left = Math.min(innerWidth - tip.offsetWidth - 8, x - tip.offsetWidth / 2);
      const top = y - tip.offsetHeight - 14;
      tip.style.left = Math.max(8, left) + "px";
      tip.style.top = (top > 4 ? top : y + 18) + "px";
    };
    for (const title of all("svg * > title")) {
      title.parentNode.setAttribute("data-tip", title.textContent);
      title.remove();
    }
    document.addEventListener("pointerover", event => {
      const mark = event.target.closest ? event.target.closest("[data-tip]") : null;
      if (mark) show(mark, event.clientX, event.clientY); else hide();
    });
    addEventListener("scroll", hide, {passive: true});
    for (const drawing of all("svg")) {
      drawing.setAttribute("tabindex", "0");
      drawing.addEventListener("blur", hide);
      drawing.addEventListener("keydown", event => {
        const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
        if (event.key === "Escape") hide();
        if (!step) return;
        const marks = all("[data-tip]", drawing).filter(mark => mark.getClientRects().length > 0);
        if (marks.length === 0) return;
        event.preventDefault();
        const place = marks.indexOf(shown);
        const next = place === -1 ? (step > 0 ? 0 : marks.length - 1)
          : (place + step + marks.length) % marks.length;
        const box = marks[next].getBoundingClientRect();
        show(marks[next], box.left + box.width / 2, box.top);
      });
    }
    """

  /// Tables are sorted by a column and, where they are long, filtered by words.
  private static let tables = """
    const order = (one, other) => {
      const [a, b] = [one, other].map(text => parseFloat(text));
      const [isA, isB] = [a, b].map(number => number === number);
      if (isA !== isB) return isA ? -1 : 1;
      return isA ? (a - b || one.localeCompare(other)) : one.localeCompare(other);
    };
    for (const table of all("table")) {
      const body = table.tBodies[0];
      if (3 > body.rows.length) continue;
      const heads = all("th", table);
      heads.forEach((head, column) => {
        const button = make("button", head.textContent, "sort");
        head.replaceChildren(button);
        button.addEventListener("click", () => {
          const isDown = head.getAttribute("aria-sort") === "ascending";
          heads.forEach(other => other.removeAttribute("aria-sort"));
          head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
          const text = row => row.cells[column].textContent;
          const rows = Array.from(body.rows).sort((a, b) => order(text(a), text(b)));
          body.append(...(isDown ? rows.reverse() : rows));
        });
      });
      if (body.rows.length > 12) {
        const field = document.createElement("input");
        field.type = "search";
        field.className = "filter";
        field.placeholder = "Filter " + body.rows.length + " rows";
        field.setAttribute("aria-label", "Filter rows");
        field.addEventListener("input", () => {
          const words = field.value.toLowerCase().split(" ");
          for (const row of body.rows) {
            const text = row.textContent.toLowerCase();
            row.hidden = !words.every(word => text.includes(word));
          }
        });
        table.parentNode.before(field);
      }
    }
    """

  /// Commands are copied by a button beside them.
  private static let copying = """
    for (const code of all("pre > code, td.command > code")) {
      const text = code.textContent.trimEnd();
      const button = make("button", "Copy", "copy");
      button.setAttribute("aria-label", "Copy " + text.split(String.fromCharCode(10))[0]);
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(text);
        } catch {
          getSelection().selectAllChildren(code);
          document.execCommand("copy");
        }
        button.textContent = "Copied";
        setTimeout(() => { button.textContent = "Copy"; }, 1500);
      });
      code.after(button);
    }
    """
}
