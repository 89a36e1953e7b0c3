/// Charts drawn from the tables they stand on: part of `site.js`.
enum ChartScript {
    static let text = #"""

        const series = ["#12657a", "#b5651d", "#5b7f3a", "#7a4b8c", "#a8321f", "#4a6fa5"];
        const grouped = (n) => n.toLocaleString("zh-CN", { maximumFractionDigits: 2 });

        // Reads a chart's numbers from its table.
        function read(table) {
          const heads = [...table.tHead.rows[0].cells].map((c) => c.textContent.trim());
          const rows = [...table.tBodies[0].rows];
          const number = (cell) => {
            const data = cell && cell.querySelector("data");
            return data ? Number(data.value) : null;
          };
          const columns = heads.map((_, i) => i)
            .filter((i) => i > 0 && rows.some((row) => number(row.cells[i]) !== null));
          return {
            labels: rows.map((row) => row.cells[0].textContent.trim()),
            sets: columns.map((i) => ({
              label: heads[i],
              data: rows.map((row) => number(row.cells[i])),
            })),
          };
        }

        // Numbers stand at the end of each bar and each line, so that colour is never alone.
        const labels = {
          id: "labels",
          afterDatasetsDraw(chart) {
            const { ctx, chartArea } = chart;
            ctx.save();
            ctx.font = "12px sans-serif";
            ctx.fillStyle = "#1d2b36";
            chart.data.datasets.forEach((set, index) => {
              const points = chart.getDatasetMeta(index).data;
              points.forEach((point, i) => {
                const value = set.data[i];
                if (value === null || value === undefined) return;
                const rows = chart.options.indexAxis === "y";
                const line = chart.config.type === "line";
                if (!line && !rows && points.length > 16) return;
                if (line && i !== points.length - 1 && points.length > 8) return;
                // A negative bar ends on its left: its number stands there, not on the bar.
                const left = rows && value < 0;
                ctx.textAlign = left ? "right" : rows ? "left" : "center";
                const x = left ? point.x - 6
                  : rows ? Math.min(point.x + 6, chartArea.right + 6) : point.x;
                const y = rows ? point.y + 4 : point.y - 8;
                ctx.fillText(grouped(value), x, y);
              });
            });
            ctx.restore();
          },
        };

        function draw(place) {
          const table = document.getElementById(place.dataset.table);
          if (!table || !window.Chart) return;
          const { labels: names, sets } = read(table);
          if (!sets.length) return;
          const rows = place.dataset.chart === "rows";
          const line = place.dataset.chart === "line";
          const canvas = document.createElement("canvas");
          canvas.setAttribute("role", "img");
          canvas.setAttribute("aria-label", place.dataset.title + "：图，数据见下表");
          place.append(canvas);
          place.classList.add("drawn", place.dataset.chart);
          if (names.length < 7) place.classList.add("few");
          if (line) place.classList.remove("few");
          const details = place.parentElement.querySelector("details");
          if (details) details.open = false;
          const still = window.matchMedia("(max-width:640px)").matches;
          const value = { grid: { color: "#e6eaea" }, border: { display: false }, grace: "12%",
            beginAtZero: !line, ticks: { callback: grouped, maxTicksLimit: 6, color: "#51606b" },
            title: { display: Boolean(place.dataset.unit), text: place.dataset.unit } };
          const name = { grid: { display: false }, ticks: { color: "#1d2b36", autoSkip: line } };
          new window.Chart(canvas, {
            type: line ? "line" : "bar",
            data: { labels: names, datasets: sets.map((set, i) => ({
              ...set, borderColor: series[i % 6], backgroundColor: line ? "#fff" : series[i % 6],
              borderWidth: line ? 2 : 0, pointRadius: 4, pointBorderWidth: 2, tension: 0,
              maxBarThickness: 26, spanGaps: true,
            })) },
            options: {
              indexAxis: rows ? "y" : "x", animation: false, maintainAspectRatio: false,
              layout: { padding: { top: 18, right: rows ? 56 : 40 } },
              font: { family: "sans-serif", size: still ? 11 : 12 },
              scales: rows ? { x: value, y: name } : { x: name, y: value },
              plugins: { legend: { display: sets.length > 1 }, tooltip: { callbacks: {
                label: (c) => `${c.dataset.label} ${grouped(c.raw)} ${place.dataset.unit}`,
              } } },
            },
            plugins: [labels],
          });
        }
        document.querySelectorAll("[data-chart]").forEach(draw);

        """#
}
