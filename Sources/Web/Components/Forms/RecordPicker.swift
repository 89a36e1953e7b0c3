/// A record of a register: found by name, code or `#number`, and by the initials of its pinyin
/// where the script helps.
///
/// Sends what was typed as `NAME`, the chosen record as `NAME.id`, and as `NAME.label` the text
/// for which it was chosen: the id counts only while the two texts are the same, so that a name
/// typed over an old choice is never taken for it.
struct RecordPicker: FieldControl {
    struct Candidate: Sendable {
        let id: Int64
        let label: String
        /// What tells it from others of the same name: a code, a county.
        let detail: String
    }

    /// Where the script asks: `GET …?q=`, answered by `[{"id":1,"label":"…","detail":"…"}]`.
    let source: Link
    /// What was typed, or the label of the chosen record.
    let value: String
    var chosen: Candidate?
    /// Where the text means several: they are offered as buttons.
    var candidates: [Candidate] = []
    var placeholder = "名称、代码或 #编号"

    func html(_ place: FieldPlace) -> HTML {
        """
        <div class="picker" data-pick="\(source)"><input type="text" \(place.attributes())\
        \(place.requirement) value="\(value)" placeholder="\(placeholder)" autocomplete="off">\
        <p class="picked" data-picked>\(chosen.map { "已选：\($0.label)（\($0.detail)，#\($0.id)）" } ?? "")</p>\
        <input type="hidden" name="\(place.name).label" value="\(value)" data-label>\
        \(candidates.isEmpty ? hidden(place) : choices(place))</div>
        """
    }

    private func hidden(_ place: FieldPlace) -> HTML {
        """
        <input type="hidden" name="\(place.name).id" value="\(chosen.map { String($0.id) } ?? "")" data-id>
        """
    }

    private func choices(_ place: FieldPlace) -> HTML {
        let items = candidates.enumerated().map { index, one -> HTML in
            let id = "\(place.id)-candidate-\(index + 1)"
            return """
                <div class="form-check"><input type="radio" class="form-check-input" id="\(id)" \
                name="\(place.name).id" value="\(one.id)"\(one.id == chosen?.id ? " checked" : HTML.empty)>\
                <label class="form-check-label" for="\(id)">\(one.label)\
                <small>\(one.detail)，#\(one.id)</small></label></div>
                """
        }
        return """
            <fieldset class="candidates"><legend>“\(value)”有 \(candidates.count) 个，请选一个；都不是就改上面的文字</legend>\
            \(items)</fieldset>
            """
    }
}
