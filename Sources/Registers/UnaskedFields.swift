import Catalogue
import Values

extension Register {
    /// Clears what a record with these cells is not asked for, or not any more; what was answered
    /// all the same stays, to be refused.
    func clearUnasked(
        _ fields: inout [String: Scalar], _ rows: inout [String: [[String: Scalar]]],
        besides answered: Draft
    ) {
        for field in self.fields where field.when != nil && !asks(field, of: fields) {
            if answered.fields[field.name]?.isNull ?? true { fields[field.name] = nil }
            if answered.rows[field.name]?.isEmpty ?? true { rows[field.name] = nil }
        }
    }
}
