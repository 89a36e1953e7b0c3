import Foundation
import Reports
import Testing

@Test func look() async throws {
    let city = try await ReportCity(demonstration: true)
    let start = ContinuousClock.now
    let report = try await city.compose()
    print("composed", ContinuousClock.now - start)
    for s in report.sections { print(s.heading); for p in s.parts { print(" ", p.title ?? "-"); for q in p.paragraphs { print("   ", q.text) } } }
    for w in report.warnings { print("!", w) }
    let v = try await city.freeze()
    let (w, c) = try await city.version(1)
    print(v, v == w, c == report)
    let start2 = ContinuousClock.now
    let bytes = try ReportRendering.word(c, version: w)
    print("word", ContinuousClock.now - start2)
    try Data(bytes).write(to: URL(filePath: "/tmp/reports-look/report.docx"))
    try Data(ReportRendering.json(c, version: nil).utf8).write(to: URL(filePath: "/tmp/reports-look/report.json"))
}
