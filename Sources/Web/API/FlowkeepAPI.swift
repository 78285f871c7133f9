import Cycle
import HTTPTypes
import Money

/// Every operation under `/api/v1`, and their description.
package enum FlowkeepAPI {
    package static func endpoints(_ services: WebServices) -> [Endpoint] {
        let operations: [Endpoint] = [
            SessionsAPI(services: services).endpoints, money(services), plans(services), cycle(services),
            ConsentsAPI(services: services).endpoints, SupportAPI(services: services).endpoints,
            DeletionAPI(services: services).endpoints, RightsAPI(services: services).endpoints,
            BreachesAPI(services: services).endpoints, ArchiveAPI(services: services).endpoints,
            AccessHistoryAPI(services: services).endpoints,
            TrustAPI(services: services).endpoints, ProcessingAPI(services: services).endpoints,
            OwnLockAPI(services: services).endpoints,
            TokensAPI(services: services).endpoints, InboxAPI(services: services).endpoints,
            SendersAPI(services: services).endpoints,
            FactorsAPI(services: services).endpoints, PasskeysAPI(services: services).endpoints,
            BooksAPI(services: services).endpoints, BookMembersAPI(services: services).endpoints,
            SharingAPI(services: services).endpoints, PlanAPI(services: services).endpoints,
        ].flatMap { $0 }.map { BookRoutes.around($0) }
        let folding = InboxFolding(services: services)
        let letting = TokenRoutes(services: services)
        let document = OpenAPIDocument(operations.map { letting.around($0) }).encoded()
        let tag = EntityTag.of(document)
        let description = Endpoint(.get, "/openapi.json", surface: .asset, access: .anyone) { _ in
            Answer.json(document).adding(.eTag, tag).adding(.cacheControl, "no-cache")
        }
        return operations.map { letting.around(folding.around($0)) } + [CalendarsAPI(services: services).fetching]
            + PublicLog(services: services).endpoints + PaymentNotices(services: services).endpoints
            + [description]
    }

    private static func cycle(_ services: WebServices) -> [Endpoint] {
        [
            CycleDaysAPI(services: services).endpoints, CyclesAPI(services: services).endpoints,
            CyclePredictionAPI(services: services).endpoints, CycleModesAPI(services: services).endpoints,
            FeelingsAPI(services: services, kind: .symptom).endpoints,
            FeelingsAPI(services: services, kind: .mood).endpoints,
            CycleSettingsAPI(services: services).endpoints,
            DiaryImportsAPI(services: services).endpoints, DiaryExportAPI(services: services).endpoints,
            CalendarsAPI(services: services).endpoints,
            CycleItemsAPI(services: services, kind: .method).endpoints,
            CycleItemsAPI(services: services, kind: .medicine).endpoints,
            CycleItemsAPI(services: services, kind: .appointment).endpoints,
        ].flatMap { $0 }
    }

    private static func money(_ services: WebServices) -> [Endpoint] {
        [
            AccountsAPI(services: services).endpoints, CategoriesAPI(services: services).endpoints,
            TransactionsAPI(services: services).endpoints, QuickAddAPI(services: services).endpoints,
            UndoAPI(services: services).endpoints, SettingsAPI(services: services).endpoints,
            ImportsAPI(services: services).endpoints, ExportAPI(services: services).endpoints,
            ReportsAPI(services: services).endpoints, RatesAPI(services: services).endpoints,
            ItemsAPI<ViewContent>(services: services).endpoints,
            ReconciliationAPI(services: services).endpoints,
            ItemsAPI<ReconciliationContent>(services: services).endpoints,
            ReceiptsAPI(services: services).endpoints,
            RulesAPI(services: services).endpoints, ItemsAPI<RuleContent>(services: services).endpoints,
            MatchingAPI(services: services).endpoints, ItemsAPI<RejectedPairContent>(services: services).endpoints,
        ].flatMap { $0 }
    }

    private static func plans(_ services: WebServices) -> [Endpoint] {
        [
            RecurringAPI(services: services).endpoints, OccurrencesAPI(services: services).endpoints,
            BudgetsAPI(services: services).endpoints, ForecastAPI(services: services).endpoints,
            ItemsAPI<GoalContent>(services: services).endpoints, GoalsAPI(services: services).endpoints,
            ItemsAPI<LoanContent>(services: services).endpoints, LoansAPI(services: services).endpoints,
            PeopleAPI(services: services).endpoints,
        ].flatMap { $0 }
    }
}
