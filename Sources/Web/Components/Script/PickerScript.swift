/// Records and long lists found while one types (ARIA 1.2 combobox): part of `site.js`.
enum PickerScript {
    static let text = sources + box

    private static let sources = #"""

        // What a picker offers: from its own list, or from the server.
        function offers(box) {
          const list = box.dataset.local && document.getElementById(box.dataset.local);
          if (list) {
            const all = [...list.options].map((option) => ({
              label: option.value, detail: option.label, keys: (option.dataset.keys || "").toLowerCase(),
            }));
            return async (text) => {
              const word = text.toLowerCase();
              return all.filter((one) => one.label.toLowerCase().includes(word)
                || one.detail.toLowerCase().startsWith(word) || one.keys.startsWith(word)).slice(0, 30);
            };
          }
          let running = null;
          return async (text) => {
            running?.abort();
            running = new AbortController();
            const address = new URL(box.dataset.pick, location.href);
            address.searchParams.set("q", text);
            const answer = await fetch(address, {
              signal: running.signal, headers: { Accept: "application/json" } });
            if (!answer.ok) throw new Error(String(answer.status));
            return answer.json();
          };
        }

        """#

    private static let box = #"""
        document.querySelectorAll(".picker").forEach((box) => {
          const input = box.querySelector("input[type=text]");
          const ask = offers(box);
          const panel = document.createElement("div");
          const list = document.createElement("ul");
          const say = document.createElement("p");
          let found = [];
          let active = -1;
          let timer = 0;
          let asked = 0;

          panel.className = "options";
          panel.hidden = true;
          list.id = input.id + "-options";
          list.setAttribute("role", "listbox");
          list.setAttribute("aria-label", "可选的");
          say.className = "say";
          say.setAttribute("role", "status");
          panel.append(list);
          input.after(panel);
          box.append(say);
          input.removeAttribute("list");
          for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list",
            "aria-expanded": "false", "aria-controls": list.id })) input.setAttribute(name, value);

          const close = () => {
            panel.hidden = true;
            active = -1;
            input.setAttribute("aria-expanded", "false");
            input.removeAttribute("aria-activedescendant");
          };
          const mark = (index) => {
            active = index;
            [...list.children].forEach((item, i) => item.setAttribute("aria-selected", i === index));
            if (index < 0) return;
            input.setAttribute("aria-activedescendant", list.children[index].id);
            list.children[index].scrollIntoView({ block: "nearest" });
          };
          const keep = (one) => {
            const label = box.querySelector("[data-label]");
            if (!label) return;
            let id = box.querySelector("[data-id]");
            const offered = box.querySelector(".candidates");
            if (offered) {
              id = document.createElement("input");
              id.type = "hidden";
              id.name = offered.querySelector("input").name;
              id.dataset.id = "";
              offered.replaceWith(id);
            }
            id.value = one ? one.id : "";
            label.value = one ? one.label : "";
            box.querySelector("[data-picked]").textContent =
              one ? `已选：${one.label}（${one.detail}，#${one.id}）` : "";
          };
          const choose = (one) => {
            input.value = one.label;
            keep(one);
            close();
            say.textContent = "";
            input.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "chosen" }));
          };
          const show = (offered) => {
            found = offered;
            list.replaceChildren(...found.map((one, index) => {
              const item = document.createElement("li");
              const detail = document.createElement("small");
              item.id = `${list.id}-${index}`;
              item.setAttribute("role", "option");
              item.setAttribute("aria-selected", "false");
              detail.textContent = one.id ? `${one.detail}，#${one.id}` : one.detail;
              item.append(one.label, detail);
              // Before the input loses the focus, which would close the list.
              item.addEventListener("mousedown", (event) => {
                event.preventDefault();
                choose(one);
              });
              return item;
            }));
            say.textContent = found.length ? `有 ${found.length} 个，用上下键选`
              : "没有找到；可以照填，保存时再核对";
            if (!found.length) return close();
            panel.hidden = false;
            active = -1;
            input.setAttribute("aria-expanded", "true");
          };
          const look = async () => {
            const text = input.value.trim();
            const mine = ++asked;
            if (!text) {
              say.textContent = "";
              return close();
            }
            try {
              const offered = await ask(text);
              if (mine === asked) show(offered);
            } catch (error) {
              if (error.name === "AbortError") return;
              close();
              say.textContent = "没有连上，可以照填名称或代码";
            }
          };

          input.addEventListener("input", (event) => {
            if (event.detail === "chosen") return;
            const label = box.querySelector("[data-label]");
            if (label && label.value !== input.value.trim()) keep(null);
            clearTimeout(timer);
            timer = setTimeout(look, 200);
          });
          input.addEventListener("blur", close);
          input.addEventListener("keydown", (event) => {
            const isOpen = !panel.hidden;
            const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
            if (step) {
              event.preventDefault();
              if (!isOpen) return look();
              return mark((active + step + found.length + (active < 0 && step < 0 ? 1 : 0))
                % found.length);
            }
            if (event.key === "Escape" && isOpen) {
              event.preventDefault();
              close();
            }
            if (event.key === "Enter" && isOpen && active >= 0) {
              event.preventDefault();
              choose(found[active]);
            }
          });
        });

        """#
}
