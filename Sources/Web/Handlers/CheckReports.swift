import Checking
import Documents
import Values

extension Desk {
    /// The form for files to check.
    func showCheck(_ request: Request) async throws -> Response { formPage([], status: 200) }

    /// Checks the files of the form. Nothing of them is kept: not in the data, not in a log.
    func checkFiles(_ request: Request) async throws -> Response {
        let form: Multipart
        do {
            form = try Multipart(request.body, type: request.headers["content-type"] ?? "")
        } catch {
            throw WebError.notAForm(error)
        }
        let files = form.files("report").map { CheckFile($0.fileName, $0.bytes) }
        guard !files.isEmpty else {
            return formPage([.init(file: nil, words: "还没有选文件。请选一份报告再核对。")])
        }
        guard files.count <= CheckForm.mostFiles else {
            let words = "选了 \(files.count) 个文件，一次最多 \(CheckForm.mostFiles) 个。请分几次核对。"
            return formPage([.init(file: nil, words: words)])
        }
        let previous = form.files("previous").first.map { CheckFile($0.fileName, $0.bytes) }
        let (sheets, problems) = try await checkRoom.run { try CheckFile.check(files, previous) }
        guard !sheets.isEmpty else { return formPage(problems) }
        let title = "核对结果"
        let page = CheckedSheets(
            frame: plainFrame(
                title, in: .check, trail: [Crumb(title: "核对报告", link: .check)]),
            sheets: sheets, problems: problems)
        return .page(page.html, status: problems.isEmpty ? 200 : 422)
    }

    /// Checks one file, for programs: the body is the file, `name` what it is called.
    func checkFile(_ request: Request) async throws -> Response {
        let file = CheckFile(request.parameters["name"], request.body)
        let json = try await checkRoom.run { try file.checked(nil).json.text }
        return .jsonText(json + "\n")
    }

    private func formPage(_ problems: [CheckForm.Problem], status: Int = 422) -> Response {
        let page = CheckForm(
            frame: plainFrame("核对报告", in: .check), limit: limits.bodyBytes, problems: problems)
        return .page(page.html, status: status)
    }
}

/// A file that somebody brought, for as long as it is checked.
struct CheckFile: Sendable {
    let name: String
    let bytes: [UInt8]

    /// - Parameter name: as the browser gives it.
    init(_ name: String?, _ bytes: [UInt8]) {
        self.name = UploadName(name, standard: "报告").text
        self.bytes = bytes
    }

    /// - Throws: `DocumentProblem` in words for whoever brought it.
    func checked(_ previous: PreviousReport?) throws -> CheckedReport {
        CheckReport.check(
            try ReadDocument.read(bytes, name: name), name: name, previous: previous)
    }

    /// Checks the files that can be read; of the others it says why not.
    static func check(_ files: [CheckFile], _ previous: CheckFile?) throws
        -> ([CheckPage.Sheet], [CheckForm.Problem])
    {
        var before: PreviousReport?
        if let previous {
            do {
                before = PreviousReport(
                    try ReadDocument.read(previous.bytes, name: previous.name))
            } catch let problem as DocumentProblem {
                // Without it the growth rates would be told otherwise than asked for.
                return ([], [.init(file: "上年的报告 \(previous.name)", words: "\(problem)")])
            }
        }
        var sheets: [CheckPage.Sheet] = []
        var problems: [CheckForm.Problem] = []
        for file in files {
            do {
                sheets.append(CheckPage.Sheet(try file.checked(before)))
            } catch let problem as DocumentProblem {
                problems.append(.init(file: file.name, words: "\(problem)"))
            }
        }
        return (sheets, problems)
    }
}
