/// Sums and caps of a budget while one types: part of `site.js`. The server counts the same again.
enum BudgetScript {
    static let text = #"""

        document.querySelectorAll("[data-budget]").forEach((box) => {
          const form = document.querySelector("form.edit");
          if (!form) return;
          const rates = (box.dataset.rates || "").split(",").filter(Boolean).map(BigInt);
          const words = (fen) => {
            const plain = String(fen < 0n ? -fen : fen).padStart(3, "0");
            return (fen < 0n ? "−" : "")
              + plain.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",") + "." + plain.slice(-2);
          };
          const cap = (base) => {
            const [first, second] = [500000000n, 1000000000n];
            const least = (a, b) => (a < b ? a : b);
            const parts = [least(base, first), base > first ? least(base, second) - first : 0n,
              base > second ? base - second : 0n];
            return parts.reduce((sum, part, i) => sum + part * rates[i] / 100n, 0n);
          };
          const show = () => {
            const rows = {};
            new FormData(form).forEach((value, name) => {
              const parts = /^budget\.(\d+)\.(category|source|amount)$/.exec(name);
              if (parts) (rows[parts[1]] ||= {})[parts[2]] = value;
            });
            const sums = { fiscal: 0n, "co-funding": 0n, own: 0n };
            let [indirect, base] = [0n, 0n];
            Object.values(rows).forEach((row) => {
              const fen = fenOf(row.amount || "", "元");
              if (fen === null) return;
              const source = row.source || "fiscal";
              if (source in sums) sums[source] += fen;
              if (source !== "fiscal") return;
              if (row.category === "indirect") indirect += fen;
              else if (row.category !== "equipment") base += fen;
            });
            box.querySelectorAll("[data-sum]").forEach((cell) => {
              cell.textContent = words(sums[cell.dataset.sum]);
            });
            box.querySelector("[data-indirect]").textContent = words(indirect);
            if (rates.length !== 3) return;
            const most = cap(base);
            box.querySelector("[data-cap]").textContent = words(most);
            box.querySelector("[data-over]").hidden = indirect <= most;
          };
          form.addEventListener("input", show);
          form.addEventListener("change", show);
          window.addEventListener("pageshow", show);
        });

        """#
}
