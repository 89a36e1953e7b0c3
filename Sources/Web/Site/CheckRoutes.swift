import Applications
import Catalogue

/// Recommending and checking applications.
extension Route {
    static var checkPages: [Route] {
        let recommendations = Applications.recommendations
        let applications = Applications.applications
        let findings = Applications.findings
        let formalChecks = Applications.formalChecks
        return [
            .get(.recommendations, .role(.read), Desk.showRecommendations).on(recommendations),
            .get(.recommendationDesk, .role(.read), Desk.showRecommendationDesk)
                .on(recommendations),
            .post(.recommendationDesk, .role(.read), Desk.rankApplications).on(recommendations),
            .get(.sendRecommendation, .role(.move), Desk.showSendRecommendation)
                .on(recommendations),
            .post(.sendRecommendation, .role(.move), Desk.sendRecommendation).on(recommendations),
            .get(.settleApplication, .role(.move), Desk.showSettleApplication).on(recommendations),
            .post(.settleApplication, .role(.move), Desk.settleApplication).on(recommendations),
            .get(.checks, .city(.read), Desk.showChecks).on(findings),
            .get(.callChecks, .city(.read), Desk.showCallChecks).on(findings),
            .post(.runGate, .city(.move), Desk.runGate).on(applications),
            .get(.checkMany, .city(.move), Desk.showCheckMany).on(applications),
            .post(.checkMany, .city(.move), Desk.checkMany).on(applications),
            .get(.askDepartments, .city(.read), Desk.showDepartments).on(Applications.jointChecks),
            .post(.askDepartments, .city(.read), Desk.actOnDepartments)
                .on(Applications.jointChecks),
            .get(.checkApplication, .city(.read), Desk.showCheckApplication).on(findings),
            .post(.checkApplication, .city(.read), Desk.checkApplication).on(applications),
            .get(.formalCheck, .role(.read), Desk.showFormalCheck).on(formalChecks),
            .post(.formalCheck, .role(.read), Desk.fileAppeal).on(Applications.appeals),
        ]
    }
}
