import Registers
import Returns
import Store
import Values

extension Desk {
    /// Takes in a filled workbook: as a draft, or sent at once. The body is the file.
    func uploadSheetByProgram(_ request: Request) async throws -> Response {
        let id = try returnID(request)
        let act = request.parameters["act"] ?? "draft"
        guard ["draft", "send"].contains(act) else {
            throw WebError.badParameter(
                title: "办理", value: act, rule: "不认识", advice: "写 draft（存草稿）或 send（报送）")
        }
        _ = try await read { try returns.sheet($0, id, by: party) }
        var filling = SheetFilling(SheetAnswers([]), isSending: act == "send")
        filling.filledBy = viewer.name
        try await take(request.body, filling, for: id)
        return .versioned(try await read { try sheetWhole($0, id) })
    }
}
