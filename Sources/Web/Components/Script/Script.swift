/// What pages do beyond being pages: `site.js`. Everything is there without it.
enum Script {
    static let text =
        pages + ChartScript.text + CheckScript.text + FieldScript.text + MoneyScript.text
        + BudgetScript.text + PickerScript.text + PrefillScript.text + GridScript.text
        + DraftScript.text
        + SessionScript.text

    private static let pages = #"""
        "use strict";
        // "/" goes to the search of the page, or of the platform where the page has none.
        document.addEventListener("keydown", (event) => {
          if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
          if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
          const search = document.querySelector("main [data-search]")
            || document.querySelector("[data-search]");
          if (!search) return;
          event.preventDefault();
          search.focus();
          search.select();
        });

        // Empty filters make no part of the address.
        document.querySelectorAll("form.filters").forEach((form) => {
          form.addEventListener("submit", () => {
            form.querySelectorAll("input,select").forEach((input) => {
              if (!input.value) input.disabled = true;
            });
          });
        });
        document.querySelectorAll("[data-print]").forEach((button) => {
          button.hidden = false;
          button.addEventListener("click", () => window.print());
        });
        window.addEventListener("pageshow", () => {
          document.querySelectorAll("form.filters :disabled").forEach((i) => { i.disabled = false; });
        });

        """#
}
