import Applications
import Catalogue
import Registers
import Store

extension Review {
    /// What of a call is still in its checks and may come to review: places are fixed over all that
    /// pass, so nobody is left behind.
    func checksUnderWay(_ reader: Reader, _ task: ReviewTask) throws -> [ReviewObstacle] {
        func count(_ from: SQL) throws -> Int64 {
            try reader.integer("SELECT count(*) FROM \(from)")
        }
        let call = task.call.id
        var found: [ReviewObstacle] = []
        if task.terms.has(.formalCheck) {
            // What nobody recommended does not pass where a recommendation is asked.
            let states: SQL =
                task.terms.has(.recommendation) ? "'recommended'" : "'submitted', 'recommended'"
            let open = try count("application WHERE call = \(call) AND state IN (\(states))")
            if open > 0 {
                found.append(
                    ReviewObstacle("还有 \(open) 份申报没有办完形式审查", "在审查页面办完初审和复核"))
            }
            let appeals = try count("appeal WHERE call = \(call) AND state = 'filed'")
            if appeals > 0 {
                found.append(ReviewObstacle("还有 \(appeals) 件形式审查申诉没有答复", "请科室负责人先答复申诉"))
            }
        }
        if task.terms.has(.jointCheck) {
            let open = try count("application WHERE call = \(call) AND state = 'formal-passed'")
            if open > 0 {
                found.append(ReviewObstacle("还有 \(open) 份申报没有办完部门联审", "在联审页面取回意见、逐份办结"))
            }
        }
        return found
    }
}
