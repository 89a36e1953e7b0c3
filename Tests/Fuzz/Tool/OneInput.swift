import Checking
import Documents
import Values

/// The file that is checked beside each input, as the report of the year before.
private let previous = PreviousReport(
    DocumentText(
        format: .text,
        blocks: [
            .paragraph(DocumentParagraph("2024年，本部门收入合计1,000万元，支出合计900.5万元，培训85人。", line: 1))
        ]))

/// libFuzzer hands over one input after another, and takes it to be new where it reaches a branch
/// that none before it did.
@_cdecl("LLVMFuzzerTestOneInput")
func oneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    guard let first = bytes.first else { return -1 }
    let target = FuzzTarget(first)
    let content = Array(bytes.dropFirst())
    // A refusal is an answer; only a trap, a hang or a heap without end is not.
    guard let document = try? target.document(content) else { return 0 }
    let report = CheckReport.check(document, name: "a", previous: first & 1 == 0 ? previous : nil)
    // What is shown quotes the text by ranges, which must lie within it.
    _ = report.text
    _ = report.json.text
    _ = report.annotated
    return 0
}

/// libFuzzer's own loop, without the `main` that it may bring.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// On Linux the package manager links an executable to begin at this name.
@_cdecl("dongting_fuzz_main")
func begin(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt {
    var count = count
    var arguments = arguments
    return runDriver(&count, &arguments, oneInput)
}
