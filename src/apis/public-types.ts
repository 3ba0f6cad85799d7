/** The types of the APIs that users name: entities, parameters and namespaces. */
export type { AccountConfigReadParams } from './account-config.js';
export type {
  AgentGroup,
  AgentGroupsApi,
  GetAgentGroupParams,
  ListAgentGroupsParams,
} from './agent-groups.js';
export type {
  AgentStatusReason,
  AgentStatusReasonApi,
  GetAgentStatusReasonParams,
  ListAgentStatusReasonsParams,
  QueryAgentStatusReasonChangesParams,
} from './agent-status-reason.js';
export type {
  AutomaticMessage,
  AutomaticMessageAttribute,
  AutomaticMessagesApi,
  AutomaticMessageText,
  GetAutomaticMessageParams,
  ListAutomaticMessagesParams,
} from './automatic-messages.js';
export type {
  AccountChanges,
  AccountRevision,
  AccountRevisionRange,
  ChangedRevision,
  ChangesQueryParams,
  DeltaAccount,
  DeltaAnswer,
  DeltaApplication,
  DeltaItems,
  DeltaQueryParams,
} from './changes-query.js';
export type {
  Conversation,
  ConversationCampaign,
  ConversationInfo,
  ConversationMonitoring,
  ConversationPage,
  MessagingCoBrowseSession,
} from './conversation.js';
export type {
  AgentParticipant,
  ConsumerParticipant,
  ConversationContextData,
  ConversationDialog,
  ConversationInteraction,
  ConversationMessage,
  ConversationMessageData,
  ConversationTransfer,
  MessageScore,
  MessageStatus,
} from './conversation-messages.js';
export type {
  ConsumerConversationPart,
  ConversationContentType,
  ConversationPageParams,
  ConversationPart,
  ConversationReadParams,
  ConversationVersionParams,
  GetConversationsParams,
  ListConsumerConversationsParams,
  OpenRange,
  OpenTimeRange,
  SearchConversationsParams,
  SearchedAttribute,
} from './conversation-params.js';
export type {
  AgentSurvey,
  ConversationIntent,
  ConversationSurvey,
  IntentClassification,
  UniqueIntent,
} from './conversation-surveys.js';
export type { DataAccessApi, DataAccessOperations, ListDataFiles } from './data-access.js';
export type {
  WebSessionAge,
  WebSessionAttribute,
  WebSessionAttributeData,
  WebSessionAuthentication,
  WebSessionCartProduct,
  WebSessionCartStatus,
  WebSessionContact,
  WebSessionCustomerInfo,
  WebSessionDate,
  WebSessionLead,
  WebSessionMarketingCampaign,
  WebSessionPersonalInfo,
  WebSessionProduct,
  WebSessionPurchase,
  WebSessionServiceActivity,
  WebSessionViewedProduct,
  WebSessionVisitorError,
} from './data-access-attributes.js';
export type {
  RevisedReference,
  WebSessionCampaign,
  WebSessionEligibility,
  WebSessionEligibilityData,
  WebSessionEligibleCampaign,
  WebSessionEngagement,
  WebSessionGoal,
  WebSessionImpression,
  WebSessionImpressionData,
  WebSessionSurveySkill,
} from './data-access-campaigns.js';
export type {
  DataAccessLink,
  DataAccessResources,
  DataFile,
  DataFileList,
  DataFileRange,
  DownloadDataFileParams,
  GetDataSchemaParams,
  ListDataAccessResourcesParams,
  ListDataFilesParams,
  ReadDataRowsParams,
} from './data-access-files.js';
export type { DataRow, DataRowMetaData, VisitorHeader } from './data-access-record.js';
export type {
  AgentActivityData,
  AgentActivityRow,
  AgentSessionHeader,
  AgentStateChange,
  DataRows,
  DataType,
  EngagementCampaign,
  EngagementConversation,
  EngagementData,
  EngagementLine,
  EngagementRow,
  EngagementTransfer,
  SessionSurvey,
  SessionSurveyAnswer,
  SurveyData,
  SurveyRow,
  WebSessionRow,
} from './data-access-rows.js';
export type {
  WebSessionAchievedGoal,
  WebSessionBody,
  WebSessionEngAttrsData,
  WebSessionGeoData,
  WebSessionGoalAchievedData,
  WebSessionGoalMetadata,
  WebSessionInfoData,
  WebSessionInteractionMetadata,
  WebSessionLeadMetadata,
  WebSessionNavigationData,
  WebSessionPage,
  WebSessionPagesMetadata,
  WebSessionPurchaseMetadata,
  WebSessionServiceMetadata,
  WebSessionUrlMetadata,
} from './data-access-web-session.js';
export type {
  AttributeDate,
  AttributeProduct,
  AttributeTimes,
  CartStatus,
  CustomerInfo,
  EngagementAttributeEvent,
  Lead,
  MarketingCampaignInfo,
  Person,
  PersonalInfo,
  PersonContact,
  Purchase,
  SearchContent,
  ServiceActivity,
  ViewedProduct,
  VisitorError,
} from './engagement-attributes.js';
export type { EngagementHistoryApi } from './engagement-history.js';
export type {
  KeywordSearchArea,
  SearchInteractionsParams,
  SecondsRange,
} from './engagement-history-params.js';
export type { LocalisedReadParams } from './engagement-window.js';
export type {
  FunctionEventId,
  InvocationBodyParams,
  InvocationHeader,
  InvokeByEventParams,
  InvokeByEventV1Params,
  InvokeFunctionParams,
  InvokeFunctionV1Params,
  IsImplementedParams,
  IsImplementedV1Params,
  V1InvocationParams,
} from './function-params.js';
export type {
  EventImplementation,
  EventInvocation,
  FunctionsApi,
} from './functions.js';
export type { TimeRange } from './history-params.js';
export type {
  CoBrowseSession,
  Interaction,
  InteractionCampaign,
  InteractionInfo,
  InteractionPage,
  InteractionPageMetadata,
  InteractionPrediction,
  InteractionSurveys,
  LineScore,
  PageLink,
  SurveyAnswer,
  TranscriptLine,
  VisitorInfo,
} from './interaction.js';
export type {
  IvrCartAttribute,
  IvrContact,
  IvrCustomer,
  IvrCustomerAttribute,
  IvrDate,
  IvrEngagementAttribute,
  IvrErrorAttribute,
  IvrLeadAttribute,
  IvrMarketingAttribute,
  IvrPerson,
  IvrPersonalAttribute,
  IvrPhoneType,
  IvrProduct,
  IvrProductLine,
  IvrPurchaseAttribute,
  IvrSearchAttribute,
  IvrServiceAttribute,
  IvrViewedProductAttribute,
} from './ivr-attributes.js';
export type {
  IvrAvailability,
  IvrEngagementApi,
  IvrEngagementDetails,
  RequestIvrEngagementParams,
} from './ivr-engagement.js';
export type { GetLobParams, ListLobsParams, Lob, LobsApi } from './lobs.js';
export type { MessagingInteractionsApi } from './messaging-interactions.js';
export type {
  AgentActivityParams,
  ChatOperations,
  CurrentQueueStateParams,
  EngagementActivityParams,
  QueueHealthParams,
  SlaHistogramParams,
} from './operational-chat.js';
export type {
  AgentActivity,
  AgentActivityBlock,
  AgentStateSeconds,
  AgentStateTime,
  CurrentQueueState,
  EngagementActivity,
  EngagementActivityMetrics,
  QueueHealth,
  QueueHealthBlock,
  QueueHealthMetrics,
  QueueState,
  SlaBucket,
  SlaHistogram,
} from './operational-chat-metrics.js';
export type {
  AgentsMetrics,
  GroupedMetrics,
  IntervalMetrics,
  SkillsAndAgentsMetrics,
} from './operational-grouped.js';
export type { IntervalReports, MetricInterval } from './operational-intervals.js';
export type { MessagingOperations } from './operational-messaging.js';
export type {
  CsatMetrics,
  MessagingConversationMetrics,
  MessagingConversationReport,
  MessagingCsatDistribution,
  MessagingEstimatedWaitTime,
  SkillWaitTime,
} from './operational-messaging-metrics.js';
export type {
  MessagingAgentSegmentsParams,
  MessagingConversationParams,
  MessagingConversationPostParams,
  MessagingCsatDistributionParams,
  MessagingCurrentQueueHealthParams,
  MessagingEstimatedWaitTimeParams,
  MessagingQueueHealthByGroupParams,
  MessagingQueueHealthParams,
  MessagingSkillSegmentsParams,
} from './operational-messaging-params.js';
export type { IdsOrAll, IntervalParams, TimeframeParams } from './operational-params.js';
export type {
  MessagingCurrentQueueHealth,
  MessagingCurrentQueueMetrics,
  MessagingCurrentSkillQueueMetrics,
  MessagingGroupQueueMetrics,
  MessagingQueueBlock,
  MessagingQueueHealth,
  MessagingQueueHealthByGroup,
  MessagingQueueInterval,
  MessagingQueueMetrics,
} from './operational-queue-metrics.js';
export type { OperationalRealtimeApi } from './operational-realtime.js';
export type {
  AgentSegmentBlock,
  AgentSegmentMetrics,
  AgentSegmentsByAgent,
  MessagingAgentSegments,
  MessagingSkillSegments,
  SkillSegmentBlock,
  SkillSegmentInterval,
  SkillSegmentMetrics,
} from './operational-segment-metrics.js';
export type {
  DeletionRequest,
  DeletionRequestStatus,
  GetDeletionRequestParams,
  ListDeletionRequestsParams,
  PersonalDataDeletionApi,
} from './personal-data-deletion.js';
export type {
  GetPredefinedCategoryParams,
  ListPredefinedCategoriesByRevisionParams,
  ListPredefinedCategoriesParams,
  PredefinedCategoriesApi,
  PredefinedCategory,
  QueryPredefinedCategoriesChangesParams,
  QueryPredefinedCategoriesDeltaParams,
} from './predefined-categories.js';
export type { PredefinedContentApi } from './predefined-content.js';
export type {
  DefaultPredefinedContent,
  PredefinedContent,
  PredefinedContentAttribute,
  PredefinedContentHotkey,
  PredefinedContentText,
} from './predefined-content-entity.js';
export type {
  GetDefaultPredefinedContentParams,
  GetPredefinedContentParams,
  ListPredefinedContentParams,
  PredefinedContentFieldsParams,
  PredefinedContentReadParams,
  QueryPredefinedContentChangesParams,
  QueryPredefinedContentDeltaParams,
} from './predefined-content-params.js';
export type {
  GetProfileParams,
  ListProfilesParams,
  PermissionPackage,
  Profile,
  ProfilesApi,
} from './profiles.js';
export type {
  GetSkillParams,
  ListSkillsParams,
  Skill,
  SkillRoute,
  SkillsApi,
} from './skills.js';
export type { VisitParams } from './smt-params.js';
export type {
  ScheduleTime,
  SpecialOccasion,
  SpecialOccasionEvent,
  SpecialOccasionMeta,
} from './special-occasions.js';
export type {
  UnifiedAutomaticMessage,
  UnifiedAutomaticMessageByContext,
  UnifiedAutomaticMessageContexts,
  UnifiedAutomaticMessageInContext,
  UnifiedAutomaticMessageText,
} from './unified-automatic-message.js';
export type {
  GetUnifiedAutomaticMessageByContextParams,
  GetUnifiedAutomaticMessageParams,
  ListUnifiedAutomaticMessagesParams,
  MessageContextParams,
  UnifiedAutomaticMessagesApi,
} from './unified-automatic-messages.js';
export type {
  AgentGroupAssignment,
  GetUserParams,
  ListUsersParams,
  NamedReference,
  User,
  UsersApi,
} from './users.js';
export type {
  EngagementValidity,
  ValidateEngagementApi,
  ValidateEngagementParams,
} from './validate-engagement.js';
export type {
  VisitAttributeReport,
  VisitCart,
  VisitContact,
  VisitCustomer,
  VisitDate,
  VisitErrorInfo,
  VisitEvent,
  VisitLead,
  VisitMarketingSource,
  VisitPerson,
  VisitProduct,
  VisitProductLine,
  VisitServiceActivity,
  VisitTransaction,
} from './visit-attributes.js';
export type { GetVisitParams, VisitInformationApi } from './visit-information.js';
export type {
  VisitCampaign,
  VisitClick,
  VisitEngagement,
  VisitEngagementData,
  VisitEngagementDefinition,
  VisitGeo,
  VisitGoal,
  VisitPage,
  VisitPageBasic,
  VisitRevisions,
  VisitSession,
  VisitSessionCart,
  VisitSessionLead,
  VisitSessionPurchase,
  VisitSessionServiceActivity,
  VisitState,
} from './visit-state.js';
export type {
  GetSpecialOccasionParams,
  GetWorkdaysParams,
  ListSpecialOccasionsParams,
  ListWorkdaysParams,
  WorkdaysApi,
  WorkdaysObject,
  WorkdaysShift,
} from './workdays.js';
