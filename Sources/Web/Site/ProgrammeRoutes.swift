import Applications
import Catalogue

/// Programmes in words, topics condensed from needs, and what the public sees of calls and
/// projects without an account.
extension Route {
    static var programmePages: [Route] {
        [
            .get(.programmes, .city(.read), Desk.showProgrammes).on(Applications.calls),
            .get(.programme, .city(.read), Desk.showProgramme).on(Applications.calls),
            .get(.condenseTopic, .city(.create), Desk.showCondenseTopic).on(Topics.topics),
            .post(.condenseTopic, .city(.create), Desk.condenseTopic).on(Topics.topics),
            .get(.topic, .role(.read), Desk.showTopic).on(Topics.topics),
            .get(.needTrail, .role(.read), Desk.showNeedTrail).on(Topics.needs),
        ]
    }

    static var openPages: [Route] {
        [
            .get(.openCalls, .anyone, Desk.showOpenCalls),
            .get(.openCallsTable, .anyone, Desk.sendOpenCallsTable),
            .get(.openCallsJSON, .anyone, Desk.sendOpenCallsJSON),
            .get(.openCall, .anyone, Desk.showOpenCall),
            .get(.openCallNumbersTable, .anyone, Desk.sendOpenCallNumbersTable),
            .get(.openCallNumbersJSON, .anyone, Desk.sendOpenCallNumbersJSON),
            .get(.openProjects, .anyone, Desk.showOpenProjects),
            .get(.openProjectsTable, .anyone, Desk.sendOpenProjectsTable),
            .get(.openProjectsJSON, .anyone, Desk.sendOpenProjectsJSON),
        ]
    }
}
