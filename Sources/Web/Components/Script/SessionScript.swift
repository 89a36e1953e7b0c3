/// A warning before the session ends, with the way to stay: part of `site.js`.
enum SessionScript {
    static let text = #"""

        {
          const seconds = Number(document.body.dataset.sessionSeconds);
          const early = 300;
          let timer = 0;
          let box = null;
          const show = () => {
            if (box) return;
            box = document.createElement("div");
            box.className = "notice caution session";
            box.setAttribute("role", "alert");
            const text = document.createElement("p");
            text.textContent = `登录还有 ${Math.ceil(Math.min(early, seconds) / 60)} 分钟到期。没有存的内容会留在本机。 `;
            const stay = document.createElement("button");
            stay.type = "button";
            stay.className = "btn";
            stay.textContent = "继续使用";
            stay.addEventListener("click", async () => {
              try {
                const answer = await fetch(location.href, { method: "HEAD", redirect: "manual" });
                if (answer.ok) return wait();
                text.textContent = "登录已经到期。请另开一页登录，再回来接着填。";
              } catch {
                text.textContent = "没有连上，请稍后再试。";
              }
            });
            text.append(stay);
            box.append(text);
            document.querySelector("main").prepend(box);
          };
          // Every answer of the server begins the term anew.
          const wait = () => {
            clearTimeout(timer);
            box?.remove();
            box = null;
            timer = setTimeout(show, Math.max(0, seconds - early) * 1000);
          };
          if (seconds > 0) {
            document.addEventListener("answered", wait);
            wait();
          }
        }

        """#
}
