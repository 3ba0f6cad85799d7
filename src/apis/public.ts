/** The types of the APIs that users name: entities, parameters and namespaces. */

export type {
  AgentGroup,
  AgentGroupsApi,
  GetAgentGroupParams,
  ListAgentGroupsParams,
} from './account-config/agent-groups.js';
export type {
  AgentStatusReason,
  AgentStatusReasonApi,
  GetAgentStatusReasonParams,
  ListAgentStatusReasonsParams,
  QueryAgentStatusReasonChangesParams,
} from './account-config/agent-status-reason.js';
export type {
  AutomaticMessage,
  AutomaticMessageAttribute,
  AutomaticMessagesApi,
  AutomaticMessageText,
  GetAutomaticMessageParams,
  ListAutomaticMessagesParams,
} from './account-config/automatic-messages.js';
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
} from './account-config/changes-query.js';
export type { LocalisedReadParams } from './account-config/engagement-window.js';
export type { GetLobParams, ListLobsParams, Lob, LobsApi } from './account-config/lobs.js';
export type {
  GetPredefinedCategoryParams,
  ListPredefinedCategoriesByRevisionParams,
  ListPredefinedCategoriesParams,
  PredefinedCategoriesApi,
  PredefinedCategory,
  QueryPredefinedCategoriesChangesParams,
  QueryPredefinedCategoriesDeltaParams,
} from './account-config/predefined-categories.js';
export type { PredefinedContentApi } from './account-config/predefined-content.js';
export type {
  DefaultPredefinedContent,
  PredefinedContent,
  PredefinedContentAttribute,
  PredefinedContentHotkey,
  PredefinedContentText,
} from './account-config/predefined-content-entity.js';
export type {
  GetDefaultPredefinedContentParams,
  GetPredefinedContentParams,
  ListPredefinedContentParams,
  PredefinedContentFieldsParams,
  PredefinedContentReadParams,
  QueryPredefinedContentChangesParams,
  QueryPredefinedContentDeltaParams,
} from './account-config/predefined-content-params.js';
export type {
  GetProfileParams,
  ListProfilesParams,
  PermissionPackage,
  Profile,
  ProfilesApi,
} from './account-config/profiles.js';
export type { AccountConfigReadParams } from './account-config/read-params.js';
export type {
  GetSkillParams,
  ListSkillsParams,
  Skill,
  SkillRoute,
  SkillsApi,
} from './account-config/skills.js';
export type {
  ScheduleTime,
  SpecialOccasion,
  SpecialOccasionEvent,
  SpecialOccasionMeta,
} from './account-config/special-occasions.js';
export type {
  UnifiedAutomaticMessage,
  UnifiedAutomaticMessageAttributes,
  UnifiedAutomaticMessageByContext,
  UnifiedAutomaticMessageContent,
  UnifiedAutomaticMessageContexts,
  UnifiedAutomaticMessageInContext,
  UnifiedAutomaticMessageSkill,
  UnifiedAutomaticMessagesById,
  UnifiedAutomaticMessageText,
} from './account-config/unified-automatic-message.js';
export type {
  GetUnifiedAutomaticMessageByContextParams,
  GetUnifiedAutomaticMessageParams,
  ListUnifiedAutomaticMessagesParams,
  MessageContextParams,
  UnifiedAutomaticMessagesApi,
} from './account-config/unified-automatic-messages.js';
export type {
  AgentGroupAssignment,
  GetUserParams,
  ListUsersParams,
  NamedReference,
  User,
  UserProfile,
  UsersApi,
} from './account-config/users.js';
export type {
  GetSpecialOccasionParams,
  GetWorkdaysParams,
  ListSpecialOccasionsParams,
  ListWorkdaysParams,
  WorkdaysApi,
  WorkdaysObject,
  WorkdaysShift,
} from './account-config/workdays.js';
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
} from './data-access/attributes.js';
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
} from './data-access/campaigns.js';
export type { DataAccessApi, DataAccessOperations, ListDataFiles } from './data-access/data-access.js';
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
} from './data-access/files.js';
export type { DataRow, DataRowMetaData, VisitorHeader } from './data-access/record.js';
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
} from './data-access/rows.js';
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
} from './data-access/web-session.js';
export type {
  EventImplementation,
  EventInvocation,
  FunctionsApi,
} from './functions/functions.js';
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
} from './functions/params.js';
export type {
  Conversation,
  ConversationCampaign,
  ConversationInfo,
  ConversationMonitoring,
  ConversationPage,
  MessagingCoBrowseSession,
} from './history/conversation.js';
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
} from './history/conversation-messages.js';
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
} from './history/conversation-params.js';
export type {
  AgentSurvey,
  ConversationIntent,
  ConversationSurvey,
  IntentClassification,
  UniqueIntent,
} from './history/conversation-surveys.js';
export type {
  AttributeDate,
  AttributeProduct,
  AttributeTimes,
  CartStatus,
  CustomerInfo,
  EngagementAttributeEvent,
  FormFillingError,
  Lead,
  MarketingCampaignInfo,
  Person,
  PersonalInfo,
  PersonContact,
  Purchase,
  SearchContent,
  ServiceActivity,
  ShownError,
  ViewedProduct,
  VisitorError,
  WrappedText,
} from './history/engagement-attributes.js';
export type { EngagementHistoryApi } from './history/engagement-history.js';
export type {
  KeywordSearchArea,
  SearchInteractionsParams,
  SecondsRange,
} from './history/engagement-history-params.js';
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
} from './history/interaction.js';
export type { MessagingInteractionsApi } from './history/messaging-interactions.js';
export type { TimeRange } from './history/params.js';
export type {
  AgentActivityParams,
  ChatOperations,
  CurrentQueueStateParams,
  EngagementActivityParams,
  QueueHealthParams,
  SlaHistogramParams,
} from './operational-realtime/chat.js';
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
} from './operational-realtime/chat-metrics.js';
export type {
  AgentsMetrics,
  GroupedMetrics,
  IntervalMetrics,
  SkillsAndAgentsMetrics,
} from './operational-realtime/grouped.js';
export type { IntervalReports, MetricInterval } from './operational-realtime/intervals.js';
export type { MessagingOperations } from './operational-realtime/messaging.js';
export type {
  CsatMetrics,
  MessagingConversationMetrics,
  MessagingConversationReport,
  MessagingCsatDistribution,
  MessagingEstimatedWaitTime,
  SkillWaitTime,
} from './operational-realtime/messaging-metrics.js';
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
} from './operational-realtime/messaging-params.js';
export type { OperationalRealtimeApi } from './operational-realtime/operational-realtime.js';
export type { IdsOrAll, IntervalParams, TimeframeParams } from './operational-realtime/params.js';
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
} from './operational-realtime/queue-metrics.js';
export type {
  AgentSegmentBlock,
  AgentSegmentMetrics,
  AgentSegmentsByAgent,
  MessagingAgentSegments,
  MessagingSkillSegments,
  SkillSegmentBlock,
  SkillSegmentInterval,
  SkillSegmentMetrics,
} from './operational-realtime/segment-metrics.js';
export type {
  DeletionRequest,
  DeletionRequestStatus,
  GetDeletionRequestParams,
  ListDeletionRequestsParams,
  PersonalDataDeletionApi,
} from './personal-data-deletion.js';
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
} from './visits/ivr-attributes.js';
export type {
  IvrAvailability,
  IvrEngagementApi,
  IvrEngagementDetails,
  RequestIvrEngagementParams,
} from './visits/ivr-engagement.js';
export type { VisitParams } from './visits/params.js';
export type {
  EngagementValidity,
  ValidateEngagementApi,
  ValidateEngagementParams,
} from './visits/validate-engagement.js';
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
} from './visits/visit-attributes.js';
export type { GetVisitParams, VisitInformationApi } from './visits/visit-information.js';
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
} from './visits/visit-state.js';
