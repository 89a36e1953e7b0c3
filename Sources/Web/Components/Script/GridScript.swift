/// Rows of a form's table: added, taken away, pasted from a spreadsheet. Part of `site.js`.
enum GridScript {
    static let text = reading + grid

    private static let reading = #"""

        // The cells of a block copied from a spreadsheet; a cell with a line break stands in quotes.
        function block(text) {
          const rows = [[""]];
          let quoted = false;
          for (let i = 0; i < text.length; i += 1) {
            const row = rows[rows.length - 1];
            const sign = text[i];
            const cell = row.length - 1;
            if (quoted) {
              if (sign !== '"') row[cell] += sign;
              else if (text[i + 1] === '"') row[cell] += text[i += 1];
              else quoted = false;
            } else if (sign === '"' && row[cell] === "") quoted = true;
            else if (sign === "\t") row.push("");
            else if (sign === "\n") rows.push([""]);
            else if (sign !== "\r") row[cell] += sign;
          }
          if (rows.length > 1 && rows[rows.length - 1].join("") === "") rows.pop();
          return rows;
        }

        // Puts a pasted text into a cell: titles of a list as its codes, numbers without commas.
        function fill(input, text) {
          const plain = text.trim();
          if (input.tagName === "SELECT") {
            const option = [...input.options].find((o) => o.text.trim() === plain || o.value === plain);
            if (option) input.value = option.value;
            return Boolean(option);
          }
          if (input.classList.contains("figure-input")) {
            input.value = plain.normalize("NFKC").replace(/,/g, "");
          } else if (input.classList.contains("day")) {
            input.value = written(plain, "date") || plain;
          } else {
            input.value = input.maxLength > 0 ? plain.slice(0, input.maxLength) : plain;
          }
          return input.value === plain || input.maxLength < 0 || plain.length <= input.maxLength;
        }

        // The exact sum of decimal texts; what is no number counts nothing.
        function sum(texts) {
          const numbers = texts.map((t) => /^(-?)(\d+)(?:\.(\d+))?$/.exec(
            t.normalize("NFKC").replace(/[,\s]/g, "").replace("−", "-"))).filter(Boolean);
          const places = Math.max(0, ...numbers.map((n) => (n[3] || "").length));
          const total = numbers.reduce((all, n) => {
            const value = BigInt(n[2] + (n[3] || "").padEnd(places, "0"));
            return n[1] ? all - value : all + value;
          }, 0n);
          const digits = String(total < 0n ? -total : total).padStart(places + 1, "0");
          const front = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, ",");
          return (total < 0n ? "−" : "") + front + (places ? "." + digits.slice(-places) : "");
        }

        """#

    private static let grid = #"""
        const grids = new Map();
        document.querySelectorAll("[data-rows]").forEach((grid) => {
          const name = grid.dataset.rows;
          const body = grid.querySelector("tbody");
          const tools = grid.querySelector(".row-tools");
          const most = Number(grid.dataset.most);
          const say = document.createElement("p");
          say.setAttribute("role", "status");
          say.className = "form-text";
          tools.append(say);
          const inputs = (row) => [...row.querySelectorAll("[data-column]")];
          const changed = () => {
            grid.querySelectorAll("[data-total]").forEach((cell) => {
              cell.textContent = sum([...body.querySelectorAll(
                `[data-column="${cell.dataset.total}"]`)].map((input) => input.value));
            });
          };
          const tell = () => grid.dispatchEvent(new Event("input", { bubbles: true }));

          // Names and labels say where a row stands.
          const number = () => [...body.rows].forEach((row, index) => {
            row.cells[0].textContent = index + 1;
            inputs(row).forEach((input) => {
              const old = input.id;
              input.id = `field-${name}-${index}-${input.dataset.column}`;
              input.name = `${name}.${index}.${input.dataset.column}`;
              input.setAttribute("aria-label",
                input.getAttribute("aria-label").replace(/^第 \d+ 行/, `第 ${index + 1} 行`));
              const about = input.getAttribute("aria-describedby");
              if (about) input.setAttribute("aria-describedby", about.replaceAll(old, input.id));
              input.closest("td").querySelectorAll("p[id]").forEach((told) => {
                told.id = told.id.replace(old, input.id);
              });
            });
            const remove = row.querySelector("button");
            remove.name = `remove.${name}.${index}`;
            remove.setAttribute("aria-label", `删第 ${index + 1} 行`);
          });
          const clear = (row) => {
            row.querySelectorAll(".problem,.remark,.beside").forEach((told) => told.remove());
            inputs(row).forEach((input) => {
              input.value = "";
              input.classList.remove("is-invalid");
              input.removeAttribute("aria-invalid");
              input.removeAttribute("aria-describedby");
            });
            return row;
          };
          const add = () => {
            if (body.rows.length >= most) {
              say.textContent = `最多 ${most} 行`;
              return null;
            }
            const row = clear(body.rows[0].cloneNode(true));
            body.append(row);
            number();
            return row;
          };
          grids.set(name, { grow(count) { while (body.rows.length < count && add()); changed(); } });

          const remove = (row) => {
            const index = row.sectionRowIndex;
            const kept = inputs(row).map((input) => input.value);
            if (body.rows.length === 1) clear(row);
            else row.remove();
            number();
            const undo = document.createElement("button");
            undo.type = "button";
            undo.className = "btn btn-link";
            undo.textContent = "恢复";
            undo.addEventListener("click", () => {
              const alone = body.rows.length === 1
                && inputs(body.rows[0]).every((input) => !input.value);
              const back = alone ? body.rows[0] : clear(body.rows[0].cloneNode(true));
              if (!alone) body.insertBefore(back, body.rows[index] || null);
              inputs(back).forEach((input, i) => { input.value = kept[i]; });
              number();
              say.textContent = `第 ${index + 1} 行回来了`;
              inputs(back)[0].focus();
              tell();
            });
            say.replaceChildren(`已删第 ${index + 1} 行 `, undo);
            undo.focus();
            tell();
          };

          grid.addEventListener("click", (event) => {
            const button = event.target.closest("button[name]");
            if (!button) return;
            event.preventDefault();
            if (button.name.startsWith("remove.")) return remove(button.closest("tr"));
            const row = add();
            if (!row) return;
            inputs(row)[0].focus();
            tell();
          });
          grid.addEventListener("keydown", (event) => {
            if (event.key !== "Enter" || event.isComposing || !event.target.dataset.column) return;
            event.preventDefault();
            const row = event.target.closest("tr");
            const next = event.shiftKey ? row.previousElementSibling
              : row.nextElementSibling || add();
            next?.querySelector(`[data-column="${event.target.dataset.column}"]`).focus();
          });
          grid.addEventListener("paste", (event) => {
            const text = event.clipboardData.getData("text/plain");
            if (!event.target.dataset.column || !/[\t\n]/.test(text.trimEnd())) return;
            event.preventDefault();
            const cells = block(text);
            const first = event.target.closest("tr").sectionRowIndex;
            const from = inputs(body.rows[first]).indexOf(event.target);
            grids.get(name).grow(Math.min(first + cells.length, most));
            let unread = 0;
            cells.slice(0, body.rows.length - first).forEach((line, i) => {
              const row = inputs(body.rows[first + i]);
              line.forEach((cell, j) => {
                if (row[from + j] && !fill(row[from + j], cell)) unread += 1;
              });
            });
            const left = cells.length - (body.rows.length - first);
            say.textContent = `已粘贴 ${Math.min(cells.length, body.rows.length - first)} 行`
              + (left > 0 ? `，还有 ${left} 行放不下（最多 ${most} 行）` : "")
              + (unread ? `，${unread} 格不在可选的名单里或太长，请核对` : "");
            tell();
          });
          grid.addEventListener("input", changed);
          changed();
        });

        """#
}
