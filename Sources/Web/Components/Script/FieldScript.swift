/// Fields while one types: conditions, counters, written dates, the way to what is wrong. Part of
/// `site.js`.
enum FieldScript {
    static let text = conditions + small

    private static let conditions = #"""

        // A field that depends on another is there only while the other says so; what is not there
        // is not sent.
        document.querySelectorAll("form.edit").forEach((form) => {
          const places = [...form.querySelectorAll("[data-shown-when]")];
          // What depends on a field that is not there is not there either.
          const isThere = (place) => {
            if (!place) return true;
            const field = form.elements.namedItem(place.dataset.shownWhen);
            if (!field) return false;
            const first = field instanceof RadioNodeList ? field[0] : field;
            return place.dataset.shownValues.split(" ").includes(field.value)
              && isThere(first.closest("[data-shown-when]"))
              && isThere(place.parentElement.closest("[data-shown-when]"));
          };
          const apply = () => places.forEach((place) => {
            const show = isThere(place);
            place.hidden = !show;
            place.querySelectorAll("input,select,textarea,button")
              .forEach((input) => { input.disabled = !show; });
          });
          form.classList.add("live");
          form.addEventListener("input", apply);
          form.addEventListener("change", apply);
          window.addEventListener("pageshow", apply);
          apply();
        });

        """#

    private static let small = #"""

        // What is wrong is read first.
        document.querySelector("[data-problems]")?.focus();

        document.querySelectorAll("[data-counts]").forEach((place) => {
          const input = document.getElementById(place.dataset.counts);
          const most = input && input.maxLength;
          if (!input || most < 1) return;
          const show = () => {
            const length = input.value.length;
            place.textContent = `最多 ${most} 字，已填 ${length} 字`;
            place.classList.toggle("near", length > most * 0.9);
          };
          input.addEventListener("input", show);
          show();
        });

        // 2025年3月1日, 2025.3.1, 20250301 as 2025-03-01; a month likewise. Nothing for anything else.
        function written(text, kind) {
          const plain = text.normalize("NFKC").replace(/\s/g, "");
          const parts = /^(\d{4})(\d\d)(\d\d)?$/.exec(plain)
            || /^(\d{4})[年\-\/.](\d{1,2})(?:[月\-\/.](\d{1,2})日?|月)?$/.exec(plain);
          if (!parts || Boolean(parts[3]) !== (kind === "date")) return "";
          return parts.slice(1).filter(Boolean).map((part) => part.padStart(2, "0")).join("-");
        }

        // A date may be pasted as people write it, and written where the calendar is in the way.
        document.querySelectorAll("[data-calendar]").forEach((input) => {
          const kind = input.dataset.calendar;
          const hand = document.createElement("button");
          hand.type = "button";
          hand.className = "btn btn-link";
          const label = () => { hand.textContent = input.type === "text" ? "用日历选" : "手写日期"; };
          label();
          hand.addEventListener("click", () => {
            const isText = input.type === "text";
            const value = isText ? written(input.value, kind) : input.value;
            if (isText && input.value && !value) {
              input.focus();
              return;
            }
            input.type = isText ? kind : "text";
            input.value = value;
            label();
            input.focus();
          });
          input.after(hand);
          input.addEventListener("paste", (event) => {
            const value = written(event.clipboardData.getData("text/plain"), kind);
            if (!value) return;
            event.preventDefault();
            input.value = value;
            input.dispatchEvent(new Event("input", { bubbles: true }));
          });
        });

        """#
}
