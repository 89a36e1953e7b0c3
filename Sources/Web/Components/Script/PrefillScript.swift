/// What a chosen record offers to the empty fields of a form: part of `site.js`.
enum PrefillScript {
    static let text = #"""

        // What was typed is never written over; what came from here may come anew, as long as
        // nobody has touched it.
        document.querySelectorAll("form[data-prefill]").forEach((form) => {
          form.querySelectorAll("button[name=act][value=prefill]")
            .forEach((button) => { button.hidden = true; });
          const from = form.dataset.prefillFrom.split(" ");
          const offered = new Map();
          const inputs = (name) => [...form.elements].filter(
            (input) => input.name === name || input.name.startsWith(name + "."));
          const sent = (name) => {
            const field = form.elements.namedItem(name);
            return field ? field.value : "";
          };
          const place = (name) => inputs(name)[0]?.closest(".form-field");
          const mark = (name, words) => {
            place(name)?.querySelectorAll("[data-origin]").forEach((note) => note.remove());
            if (!words) return;
            const note = document.createElement("p");
            note.className = "form-text";
            note.dataset.origin = "";
            note.setAttribute("role", "status");
            note.textContent = words;
            place(name).append(note);
          };
          const put = (offer) => {
            const name = offer.field;
            if (!place(name) || (sent(name) && offered.get(name) !== sent(name))) return;
            for (const input of inputs(name)) {
              const value = offer.answers[input.name];
              if (value === undefined) continue;
              if (input.type === "radio") input.checked = input.value === value;
              else if (input.closest("[data-local]")) {
                const list = document.getElementById(input.closest("[data-local]").dataset.local);
                input.value = [...list.options].find((one) => one.label === value)?.value ?? value;
              } else input.value = value;
            }
            if (!sent(name)) return;
            offered.set(name, sent(name));
            mark(name, offer.origin);
            inputs(name)[0].dispatchEvent(
              new CustomEvent("input", { bubbles: true, detail: "chosen" }));
          };
          form.addEventListener("input", async (event) => {
            const target = event.target;
            if (offered.has(target.name) && sent(target.name) !== offered.get(target.name)) {
              offered.delete(target.name);
              mark(target.name, "");
            }
            const box = event.detail === "chosen" && target.closest(".picker");
            const id = box && box.querySelector("[data-id]")?.value;
            if (!id || !from.includes(target.name)) return;
            const address = new URL(form.dataset.prefill, location.href);
            address.searchParams.set("field", target.name);
            address.searchParams.set("id", id);
            const answer = await fetch(address, { headers: { Accept: "application/json" } })
              .catch(() => null);
            if (answer?.ok) (await answer.json()).forEach(put);
          });
        });

        """#
}
