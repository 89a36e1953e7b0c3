/// Which part of a field is being read: its code is not shown, its result is.
struct WordFields {
    private var isResult: [Bool] = []
    private var codes = 0

    var isCode: Bool { codes > 0 }

    mutating func take(_ type: String) {
        switch type {
        case "begin":
            isResult.append(false)
            codes += 1
        case "separate":
            guard isResult.last == false else { return }
            isResult[isResult.count - 1] = true
            codes -= 1
        case "end":
            if isResult.popLast() == false { codes -= 1 }
        default: break
        }
    }

    /// A field whose code never ends would hide the rest of the file.
    mutating func endParagraph() {
        guard codes > 0 else { return }
        isResult = isResult.map { _ in true }
        codes = 0
    }
}
