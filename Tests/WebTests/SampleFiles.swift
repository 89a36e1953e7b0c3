import Foundation
import Testing
import Values

@testable import Web

/// Writes the sample pages of forms and states to a folder, for the walk in a real browser
/// (`scripts/test-browser`): what a browser makes of them cannot be told from the text.
@Suite struct SampleFiles {
    private static let folder = ProcessInfo.processInfo.environment["DONGTING_SAMPLES"]

    @Test(.enabled(if: folder != nil))
    func theSamplePagesAreWritten() throws {
        let folder = URL(filePath: try #require(Self.folder))
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var frame = Frame.sample("填报")
        frame.person = .sample
        var clean = EditForm.sample
        clean = EditForm(
            title: clean.title, lead: clean.lead, action: clean.action, csrf: clean.csrf,
            groups: clean.groups.map {
                .init(title: $0.title, help: $0.help, fields: $0.fields.map(\.withoutProblem))
            }, bar: clean.bar, hidden: clean.hidden, draft: clean.draft, compare: clean.compare,
            prefill: clean.prefill, prefillsFrom: clean.prefillsFrom)
        let pages: [String: HTML] = [
            "wrong": EditPage(frame: frame, form: .sample).html,
            "form": EditPage(frame: frame, form: clean).html,
            "merge": MergePage(frame: frame, merge: .sample).html,
            "confirm": ConfirmPage.sample(reasonProblem: "没有写理由").html,
            "states": SampleStates.page,
        ]
        for (name, page) in pages {
            try Data(page.text.utf8).write(to: folder.appending(path: name + ".html"))
        }
        let assets = [
            Assets.styleName: Stylesheet.text, Assets.scriptName: Script.text,
        ].merging(Icons.files) { own, _ in own }
        for (name, text) in assets {
            try Data(text.utf8).write(to: folder.appending(path: name))
        }
        var request = Request("GET", "/")
        request.arguments = ["name": Assets.bootstrapStyle]
        let bootstrap = try Assets(folders: Assets.standardFolders).respond(request).text
        try Data(bootstrap.utf8).write(to: folder.appending(path: Assets.bootstrapStyle))
        try Data(amounts.utf8).write(to: folder.appending(path: "amounts.tsv"))
    }

    /// Texts as people type them with what is echoed under them: the script must say the same.
    private var amounts: String {
        var random = SystemRandomNumberGenerator()
        var texts = [
            "", "一百", "0", "0.05", "1,409.50", "￥6,007.14", "107000.53", "16409.02", "-5", "1.234",
            "12万元", "0.34亿", "１２３", "1,23", "--5", "92233720368547758.07", "92233720368547758.08",
            "1e5", "0.10", "10.10", " 20 ", "100000000", "1.2300",
        ]
        for digits in 1...14 {
            for _ in 0..<60 {
                let limit = (0..<digits).reduce(1) { power, _ in power * 10 }
                let step = [1, 100, 10_000].randomElement(using: &random) ?? 1
                let whole = Int.random(in: 0..<limit, using: &random) / step * step
                texts.append("\(whole).\(Int.random(in: 0...99, using: &random))")
            }
        }
        return texts.flatMap { text in
            [("元", .yuan), ("万元", .wan)].map { name, unit in
                "\(text)\t\(name)\t\(MoneyControl.echo(text, unit))"
            }
        }.joined(separator: "\n")
    }
}

extension FormField {
    /// The field as it stands before anything was found wrong.
    fileprivate var withoutProblem: FormField {
        var field = self
        field.problem = nil
        field.remark = nil
        field.before = nil
        return field
    }
}
