import Operating

/// Files of a field: those that are there, each with a box that takes it away, and room for more.
///
/// Sends new files as `NAME` and the ids of those to take away as `NAME.remove`.
struct FilesControl: FieldControl {
    struct File: Sendable {
        let id: String
        let name: String
        let bytes: Int64
        let link: Link
        /// `3月5日，张某`.
        let added: String
    }

    let files: [File]
    /// Of one file, in bytes.
    let limit: Int64
    /// Endings, as choosers of files ask for them: `.pdf,.docx`.
    var endings: String?
    var mayBeSeveral = true

    var isGroup: Bool { true }

    func html(_ place: FieldPlace) -> HTML {
        let kinds =
            endings.map { "可以是 \($0.replacing(",", with: "、").replacing(".", with: ""))，" } ?? ""
        return """
            \(files.isEmpty ? HTML.empty : "<ul class=\"files\">\(files.map { item($0, place) })</ul>")\
            <label class="visually-hidden" for="\(place.id)">选择要加上的文件</label>\
            <input type="file" \(place.attributes())\(attribute: "accept", endings)\
            \(mayBeSeveral ? " multiple" : HTML.empty) data-limit="\(limit)">\
            <p class="form-text">\(kinds)每个不超过 \(sizeText(limit))。保存时才传上来。</p>
            """
    }

    private func item(_ file: File, _ place: FieldPlace) -> HTML {
        let id = "\(place.id)-remove-\(file.id)"
        return """
            <li><a href="\(file.link)">\(file.name)</a> <small>\(sizeText(file.bytes))，\(file.added)</small>\
            <span class="form-check"><input type="checkbox" class="form-check-input" id="\(id)" \
            name="\(place.name).remove" value="\(file.id)"><label class="form-check-label" for="\(id)">去掉\
            <span class="visually-hidden">\(file.name)</span></label></span></li>
            """
    }
}
