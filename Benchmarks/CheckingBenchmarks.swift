import Checking
import CheckingMeasure
import Documents
import Foundation
import ReportGenerator

/// How good and how quick the checking of reports is: breaks named at their place and false errors
/// over made-up reports of fixed seeds, and a megabyte of text.
struct CheckingBenchmarks {
    private let broken = 200
    private let whole = 1_000
    private let bytes = 1_000_000

    func run() throws {
        try speed()
        quality()
    }

    private func quality() {
        let unbroken = CheckingMeasure.unbroken(whole)
        print("核对报告：无误的报告 \(unbroken.reports) 份，\(unbroken.figures) 个数")
        Line(
            what: "误报的错误，每百个数",
            value: Double(unbroken.falseErrors) * 100 / Double(unbroken.figures),
            unit: "处", goal: "< 1"
        ).print()
        var named = 0
        var reports = 0
        for kind in BreakClass.allCases {
            let measure = CheckingMeasure.broken(kind, broken)
            named += measure.named
            reports += measure.reports
            Line(
                what: "改错 \(kind.rawValue)（\(measure.reports) 份）指出",
                value: Double(measure.named) * 100 / Double(max(1, measure.reports)), unit: "%",
                goal: "≥ 90 %"
            ).print()
        }
        Line(
            what: "改错合计（\(reports) 份）指出", value: Double(named) * 100 / Double(max(1, reports)),
            unit: "%", goal: "≥ 95 %"
        ).print()
    }

    private func speed() throws {
        var text = ""
        var seed: UInt64 = 1
        while text.utf8.count < bytes {
            let style = ReportStyle.allCases[Int(seed) % ReportStyle.allCases.count]
            text += ReportGenerator.report(style, seed: seed).text + "\n"
            seed += 1
        }
        let file = Array(text.utf8.prefix(bytes))
        // Cut where a character ends.
        let clean = Array(String(decoding: file, as: UTF8.self).dropLast().utf8)
        Memory.resetPeak()
        let (start, worked) = (wallTime(), processorTime())
        let document = try ReadDocument.read(clean, name: "一兆.txt")
        let read = wallTime() - start
        let checked = CheckReport.check(document, name: "一兆.txt")
        let seconds = wallTime() - start
        let processor = processorTime() - worked
        print("核对 1 MB 文字：读出 \(checked.reading.figures.count) 个数")
        Line(what: "核对 1 MB 文字：读文件", value: read, unit: "秒", goal: "—").print()
        Line(what: "核对 1 MB 文字：全部", value: seconds, unit: "秒", goal: "≤ 0.5 秒").print()
        Line(what: "核对 1 MB 文字：处理器", value: processor, unit: "秒", goal: "—").print()
        Line(what: "核对 1 MB 文字：内存峰值", value: Memory.peak, unit: "MB", goal: "≤ 200 MB").print()
    }
}
