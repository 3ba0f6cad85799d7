/** The types of the APIs that users name: entities, parameters and namespaces. */
export type { AccountConfigReadParams } from './account-config.js';
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
  TimeRange,
} from './engagement-history-params.js';
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
  GetSkillParams,
  ListSkillsParams,
  Skill,
  SkillRoute,
  SkillsApi,
} from './skills.js';
export type {
  AgentGroupAssignment,
  GetUserParams,
  ListUsersParams,
  NamedReference,
  User,
  UsersApi,
} from './users.js';
