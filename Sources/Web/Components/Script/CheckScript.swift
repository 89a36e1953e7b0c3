/// What the page of the checker does beyond being a form: part of `site.js`.
enum CheckScript {
    static let text = #"""

        // Files may be dropped; their names and sizes are shown before they are sent.
        document.querySelectorAll("form.drop").forEach((form) => {
          const zone = form.querySelector(".zone");
          const input = form.querySelector("#report");
          const list = form.querySelector(".chosen");
          const button = form.querySelector("button");
          const ready = button.textContent;
          const size = (bytes) => bytes < 1048576
            ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
          form.classList.add("live");
          const show = () => {
            const files = [...input.files];
            list.replaceChildren(...files.map((file) => {
              const item = document.createElement("li");
              const bytes = document.createElement("small");
              bytes.textContent = size(file.size);
              item.append(file.name + " ", bytes);
              return item;
            }));
            const sum = files.reduce((all, file) => all + file.size, 0);
            const limit = Number(form.dataset.limit);
            const most = Number(form.dataset.most);
            input.setCustomValidity(
              sum > limit ? `文件合起来 ${size(sum)}，超过 ${size(limit)}。请分几次核对。`
                : files.length > most ? `一次最多 ${most} 个文件。` : "");
          };
          input.addEventListener("change", show);
          ["dragenter", "dragover"].forEach((name) => zone.addEventListener(name, (event) => {
            event.preventDefault();
            zone.classList.add("over");
          }));
          ["dragleave", "drop"].forEach((name) => zone.addEventListener(name, (event) => {
            event.preventDefault();
            zone.classList.remove("over");
          }));
          zone.addEventListener("drop", (event) => {
            if (!event.dataTransfer.files.length) return;
            input.files = event.dataTransfer.files;
            show();
          });
          form.addEventListener("submit", () => {
            button.disabled = true;
            button.textContent = button.dataset.busy;
            form.setAttribute("aria-busy", "true");
          });
          window.addEventListener("pageshow", () => {
            button.disabled = false;
            button.textContent = ready;
            form.removeAttribute("aria-busy");
            show();
          });
        });

        // A link into what is folded opens it.
        function unfold() {
          const place = location.hash.length > 1
            && document.getElementById(decodeURIComponent(location.hash.slice(1)));
          if (!place) return;
          const folded = place.closest("details:not([open])");
          if (folded) {
            folded.open = true;
            place.scrollIntoView();
          }
        }
        if (document.querySelector(".checked, .drop")) {
          window.addEventListener("hashchange", unfold);
          unfold();
        }

        """#
}
