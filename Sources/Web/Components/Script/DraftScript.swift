/// Drafts saved while one types, and kept on this machine where the line is down: part of
/// `site.js`.
enum DraftScript {
    static let text = copies + session + saving

    private static let copies = #"""

        // Copies of what was typed and not yet taken by the server. They hold what people typed, so
        // they go as soon as the server has it, and with whoever signs out.
        const copies = {
          key: (address) => "draft:" + address,
          keep(address, body) {
            const plain = new URLSearchParams(body);
            plain.delete("csrf");
            try {
              localStorage.setItem(this.key(address),
                JSON.stringify({ at: Date.now(), body: plain.toString() }));
              return true;
            } catch {
              return false;
            }
          },
          read(address) {
            try {
              return JSON.parse(localStorage.getItem(this.key(address)));
            } catch {
              return null;
            }
          },
          forget(address) {
            try {
              localStorage.removeItem(this.key(address));
            } catch { /* Where nothing can be kept, there is nothing to forget. */ }
          },
        };
        document.querySelectorAll(".person form").forEach((form) => {
          form.addEventListener("submit", () => {
            try {
              Object.keys(localStorage).filter((key) => key.startsWith("draft:"))
                .forEach((key) => localStorage.removeItem(key));
            } catch { /* As above. */ }
          });
        });
        // A form that was sent has arrived if a page came back that is no failure.
        try {
          const sent = sessionStorage.getItem("sent");
          if (sent && !document.querySelector(".failure")) copies.forget(sent);
          sessionStorage.removeItem("sent");
        } catch { /* As above. */ }

        const clock = (time) => new Date(time).toLocaleTimeString("zh-CN",
          { hour: "2-digit", minute: "2-digit", hour12: false });

        // What the form would send, without its files.
        function typed(form) {
          const body = new URLSearchParams();
          for (const [name, value] of new FormData(form)) {
            if (typeof value === "string") body.append(name, value);
          }
          return body;
        }

        // The same without what nobody typed.
        function answers(form, body) {
          const hidden = new Set([...form.elements].filter((input) => input.type === "hidden"
            && !input.matches("[data-id],[data-label]")).map((input) => input.name));
          return [...body].filter(([name]) => !hidden.has(name));
        }

        // Puts answers back into a form.
        function restore(form, pairs) {
          grids.forEach((grid, name) => {
            const rows = pairs.map(([key]) => key.startsWith(name + ".")
              ? Number(key.split(".")[1]) + 1 : 0).filter(Number.isFinite);
            grid.grow(Math.max(0, ...rows));
          });
          const values = new Map();
          pairs.forEach(([name, value]) => values.set(name, [...(values.get(name) || []), value]));
          [...form.elements].forEach((input) => {
            const list = values.get(input.name);
            if (!list || input.type === "file" || input.tagName === "BUTTON") return;
            if (input.type === "radio" || input.type === "checkbox") {
              input.checked = list.includes(input.value);
            } else {
              input.value = list.length > 1 ? list.shift() : list[0];
            }
          });
          form.dispatchEvent(new Event("input", { bubbles: true }));
          form.querySelectorAll("[data-money] input").forEach(
            (input) => input.dispatchEvent(new Event("input", { bubbles: true })));
        }

        // A banner over the form: words, and what can be done.
        function banner(form, words, acts) {
          const place = form.querySelector("[data-banner]");
          const box = document.createElement("div");
          const text = document.createElement("p");
          box.className = "notice caution";
          box.setAttribute("role", "alert");
          text.append(words + " ", ...acts.flatMap((act) => [act, " "]));
          box.append(text);
          place.replaceChildren(box);
          return box;
        }
        function act(words, run) {
          const button = document.createElement("button");
          button.type = "button";
          button.className = "btn";
          button.textContent = words;
          button.addEventListener("click", run);
          return button;
        }

        """#

    private static let session = #"""
        // A form that was opened before one signed in again carries the token of a session that is
        // over. This very page, asked for again, has that of the new one; it is taken where the same
        // person is signed in.
        async function renewed() {
          const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
          if (!answer.ok || answer.redirected) return false;
          const page = new DOMParser().parseFromString(await answer.text(), "text/html");
          const who = (one) => one.querySelector(".person .who")?.textContent;
          const token = (one) => one.querySelector(".person input[name=csrf]")?.value;
          const fresh = token(page);
          if (!fresh || fresh === token(document) || who(page) !== who(document)) return false;
          document.querySelectorAll("input[name=csrf]").forEach((input) => { input.value = fresh; });
          return true;
        }

        """#

    private static let saving = #"""
        document.querySelectorAll("form[data-draft]").forEach((form) => {
          const address = form.dataset.draft;
          const state = form.querySelector("[data-save-state]");
          let edits = 0;
          let saved = 0;
          let first = 0;
          let timer = 0;
          let sending = false;
          let submitting = false;
          let stopped = false;
          let pause = 5000;
          const say = (words, lost = false) => {
            state.textContent = words;
            state.classList.toggle("lost", lost);
          };
          const later = (wait) => {
            clearTimeout(timer);
            timer = setTimeout(save, wait);
          };
          const lost = (words, isKept) => {
            say(isKept ? words : "没有保存，本机也存不下，请不要关这一页", true);
            later(pause);
            pause = Math.min(pause * 2, 60000);
          };

          async function save() {
            clearTimeout(timer);
            if (saved === edits || sending || stopped || submitting) return;
            const mine = edits;
            const body = typed(form);
            const isKept = copies.keep(address, body);
            sending = true;
            try {
              const answer = await fetch(address, { method: "POST", body, redirect: "manual",
                keepalive: document.hidden && body.toString().length < 60000,
                headers: { Accept: "application/json" } });
              if (answer.status === 409) return conflict();
              if (answer.status === 403 && await renewed()) return later(0);
              if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
                return lost("登录已到期，内容在本机；请另开一页登录，回来会自动保存", isKept);
              }
              if (!answer.ok) return lost("服务器没有收下，内容在本机，稍后自动再存", isKept);
              took(await answer.json(), mine);
            } catch {
              lost("没有连上，内容在本机，恢复后自动保存", isKept);
            } finally {
              sending = false;
            }
          }
          // The answer brings the next version; what was typed meanwhile is saved next.
          function took(answer, mine) {
            for (const [name, value] of Object.entries(answer)) {
              const input = form.elements.namedItem(name);
              if (input instanceof HTMLInputElement && input.type === "hidden") input.value = value;
            }
            saved = mine;
            pause = 5000;
            document.dispatchEvent(new Event("answered"));
            if (saved !== edits) return later(1500);
            first = 0;
            copies.forget(address);
            say(`✓ 已保存 ${answer.saved || clock(Date.now())}`);
          }
          function conflict() {
            stopped = true;
            say("另一个窗口改过，这里先不存；内容在本机", true);
            const link = document.createElement("a");
            link.href = form.dataset.compare || location.href;
            link.textContent = form.dataset.compare ? "对照两边" : "看最新的";
            // The copy is what the comparison is with; leaving for it loses nothing.
            link.addEventListener("click", () => { submitting = true; });
            banner(form, "另一个窗口改过这份草稿，您在这里填的没有丢。", [link]);
          }

          form.addEventListener("input", (event) => {
            if (event.target.type === "file") return;
            edits += 1;
            if (!first) first = Date.now();
            if (!stopped) say("还没有保存");
            // A pause in typing saves; who never pauses is saved every eight seconds.
            if (pause === 5000) later(Date.now() - first > 8000 ? 0 : 1500);
          });
          window.addEventListener("online", () => later(0));
          document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
          window.addEventListener("beforeunload", (event) => {
            if (edits !== saved && !submitting) event.preventDefault();
          });
          form.addEventListener("submit", (event) => {
            if (submitting) return event.preventDefault();
            submitting = true;
            if (edits !== saved) copies.keep(address, typed(form));
            try {
              sessionStorage.setItem("sent", address);
            } catch { /* The copy is then offered once more. */ }
            say("正在提交…");
          });
          window.addEventListener("pageshow", () => { submitting = false; });

          const copy = copies.read(address);
          if (!copy) return;
          const before = answers(form, new URLSearchParams(copy.body));
          if (String(before) === String(answers(form, typed(form)))) return copies.forget(address);
          const box = banner(form, `本机有一份 ${clock(copy.at)} 没有发出的内容。`, [
            act("用它", () => {
              box.remove();
              restore(form, before);
            }),
            act("丢掉", () => {
              box.remove();
              copies.forget(address);
            }),
          ]);
        });

        """#
}
