/// Amounts echoed while one types: part of `site.js`. The rule of the capitals is that of
/// `Money.capitals`; a test in the browser holds the two together.
enum MoneyScript {
    static let text = #"""

        // An amount in fen, read as `Money.parse` reads it; null for what it would refuse.
        function fenOf(text, unit) {
          let plain = text.normalize("NFKC").trim().replace(/[−－]/g, "-");
          let places = { "元": 2, "万元": 6, "亿元": 10 }[unit];
          for (const [ending, own] of [["万元", 6], ["亿元", 10], ["元", 2], ["万", 6], ["亿", 10]]) {
            if (!plain.endsWith(ending)) continue;
            plain = plain.slice(0, -ending.length).trim();
            places = own;
            break;
          }
          const parts = /^(-?)¥?\s*(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/.exec(plain);
          if (!parts || (parts[1] && parts[2])) return null;
          const decimals = (parts[4] || "").replace(/0+$/, "");
          if (decimals.length > places) return null;
          const fen = BigInt(parts[3].replaceAll(",", "") + decimals.padEnd(places, "0"));
          if (fen > 9223372036854775807n) return null;
          return parts[1] || parts[2] ? -fen : fen;
        }

        function capitals(amount) {
          const digits = "零壹贰叁肆伍陆柒捌玖";
          const whole = (number) => {
            for (const [step, mark] of [[100000000n, "亿"], [10000n, "万"]]) {
              if (number < step) continue;
              const low = number % step;
              const gap = low > 0n && low < step / 10n ? "零" : "";
              return whole(number / step) + mark + gap + (low > 0n ? whole(low) : "");
            }
            let text = "";
            let skipped = false;
            for (const [place, mark] of [[1000n, "仟"], [100n, "佰"], [10n, "拾"], [1n, ""]]) {
              const digit = Number(number / place % 10n);
              if (digit === 0) {
                skipped = text !== "";
                continue;
              }
              text += (skipped ? "零" : "") + digits[digit] + mark;
              skipped = false;
            }
            return text;
          };
          const fen = amount < 0n ? -amount : amount;
          if (fen === 0n) return "零元整";
          const sign = amount < 0n ? "负" : "";
          const yuan = fen / 100n;
          const rest = Number(fen % 100n);
          const front = yuan > 0n ? whole(yuan) + "元" : "";
          if (rest === 0) return sign + front + "整";
          const gap = yuan > 0n && (yuan % 10n === 0n || rest < 10) ? "零" : "";
          return sign + front + gap + (rest >= 10 ? digits[Math.floor(rest / 10)] + "角" : "")
            + (rest % 10 > 0 ? digits[rest % 10] + "分" : "");
        }

        function amountEcho(text, unit) {
          const fen = fenOf(text, unit);
          if (fen === null) return "";
          const plain = String(fen < 0n ? -fen : fen).padStart(3, "0");
          const yuan = plain.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",") + "." + plain.slice(-2);
          return `${fen < 0n ? "−" : ""}${yuan} 元，大写：${capitals(fen)}`;
        }

        document.querySelectorAll("[data-money]").forEach((box) => {
          const input = document.getElementById(box.dataset.money);
          const unit = document.getElementById(box.dataset.money + "-unit");
          const echo = document.getElementById(box.dataset.money + "-capitals");
          const show = () => { echo.textContent = amountEcho(input.value, unit.value); };
          input.addEventListener("input", show);
          unit.addEventListener("change", show);
          window.addEventListener("pageshow", show);
        });

        """#
}
