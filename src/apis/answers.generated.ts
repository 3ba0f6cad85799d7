// Generated from the interfaces of the namespaces by `npm run answers`: change those, not this file.
import type { AnswerType } from './answer-type.js';

const stringOrNull: AnswerType = ['string', 'null'];
const numberOrNull: AnswerType = ['number', 'null'];
const booleanOrNull: AnswerType = ['boolean', 'null'];
const stringOrNumber: AnswerType = ['string', 'number'];
const booleanOrStringOrNull: AnswerType = ['boolean', 'string', 'null'];
const stringOrBooleanOrNull: AnswerType = ['string', 'boolean', 'null'];
const numberOrString: AnswerType = ['number', 'string'];
const stringOrNumberOrNull: AnswerType = ['string', 'number', 'null'];
const AgentActivityRow = (): AnswerType => ({
  record: {
    dataType: { literal: 'AgentActivity' }, metaData: DataRowMetaData,
    recordCollection: { list: { record: { body: AgentActivityData } } },
  },
});
const DataRowMetaData = (): AnswerType => ({
  record: {},
  optional: {
    '@type': { literal: 'MetaData' }, accountId: stringOrNull, schemaVersion: 'string',
    startTime: numberOrNull, endTime: numberOrNull,
  },
});
const AgentActivityData = (): AnswerType => ({
  record: { '@type': { literal: 'AgentActivityData' } },
  optional: {
    header: [AgentSessionHeader, 'null'], agentSessionsData: [{ list: AgentStateChange }, 'null'],
  },
});
const AgentSessionHeader = (): AnswerType => ({
  record: {}, optional: { '@type': { literal: 'AgentHeader' }, agentSessionId: stringOrNull },
});
const AgentStateChange = (): AnswerType => ({
  record: {},
  optional: {
    agentID: numberOrNull, type: numberOrNull, state: numberOrNull, timestamp: numberOrNull,
    prevState: numberOrNull, agentEmployeeId: stringOrNull, agentUsername: stringOrNull,
    agentNickname: stringOrNull, agentLoginname: stringOrNull, prevConcurrentEng: numberOrNull,
    concurrentEng: numberOrNull, maxConcurrentEng: numberOrNull, agentGroupID: numberOrNull,
    userProfileIDs: [{ list: 'number' }, 'null'],
  },
});
const WebSessionRow = (): AnswerType => ({
  record: {
    dataType: { literal: 'WebSession' }, metaData: DataRowMetaData,
    recordCollection: { list: { record: { body: WebSessionBody } } },
  },
});
const WebSessionBody = (): AnswerType => [
  WebSessionEngAttrsData, WebSessionNavigationData, WebSessionGoalAchievedData, WebSessionEligibilityData,
  WebSessionImpressionData, WebSessionGeoData, WebSessionInfoData,
];
const WebSessionEngAttrsData = (): AnswerType => ({
  record: { '@type': { literal: 'WebSessionEngAttrsData' } },
  optional: {
    header: [VisitorHeader, 'null'], engagementAttributes: [{ list: WebSessionAttribute }, 'null'],
  },
});
const VisitorHeader = (): AnswerType => ({
  record: {},
  optional: {
    '@type': { literal: 'VisitorHeader' }, visitId: stringOrNull, visitorId: stringOrNull,
    contextId: stringOrNull,
  },
});
const WebSessionAttribute = (): AnswerType => ({
  record: {}, optional: { timestamp: numberOrNull, data: [WebSessionAttributeData, 'null'] },
});
const WebSessionAttributeData = (): AnswerType => [
  WebSessionCustomerInfo, WebSessionPersonalInfo, WebSessionPurchase, WebSessionLead, WebSessionCartStatus,
  WebSessionViewedProduct, WebSessionServiceActivity, WebSessionVisitorError, WebSessionMarketingCampaign,
];
const WebSessionCustomerInfo = (): AnswerType => ({
  record: { '@type': { literal: 'CustomerInfo' } },
  optional: {
    customerStatus: stringOrNull, customerType: stringOrNull, balance: numberOrNull, customerId: stringOrNull,
    socialId: stringOrNull, imei: stringOrNull, userName: stringOrNull, companySize: numberOrNull,
    accountName: stringOrNull, role: stringOrNull, storeZipCode: stringOrNull, storeNumber: stringOrNull,
    lastPaymentDate: [WebSessionDate, 'null'], registrationDate: [WebSessionDate, 'null'],
    isAuthenticated: booleanOrNull, authenticatedConversationId: stringOrNull,
  },
});
const WebSessionDate = (): AnswerType => ({
  record: {},
  optional: { '@type': { literal: 'YMDDate' }, year: numberOrNull, month: numberOrNull, day: numberOrNull },
});
const WebSessionPersonalInfo = (): AnswerType => ({
  record: { '@type': { literal: 'PersonalInfo' } },
  optional: {
    name: stringOrNull, surname: stringOrNull, gender: stringOrNull, company: stringOrNull,
    customerAge: [WebSessionAge, 'null'], contacts: [{ list: WebSessionContact }, 'null'],
    isAuthenticated: booleanOrNull, authenticatedConversationId: stringOrNull,
  },
});
const WebSessionAge = (): AnswerType => ({
  record: {},
  optional: {
    '@type': { literal: 'CustomerAge' }, customerAgeInYears: numberOrNull, customerYearOfBirth: numberOrNull,
    customerMonthOfBirth: numberOrNull, customerDateOfBirth: numberOrNull,
  },
});
const WebSessionContact = (): AnswerType => ({
  record: {}, optional: { email: stringOrNull, phone: stringOrNull },
});
const WebSessionPurchase = (): AnswerType => ({
  record: { '@type': { literal: 'Purchase' } },
  optional: { total: numberOrNull, orderId: stringOrNull, cart: 'unknown' },
});
const WebSessionLead = (): AnswerType => ({
  record: { '@type': { literal: 'Lead' } },
  optional: { topic: stringOrNull, leadId: stringOrNull, value: numberOrNull },
});
const WebSessionCartStatus = (): AnswerType => ({
  record: { '@type': { literal: 'CartStatus' } },
  optional: {
    total: numberOrNull, numItems: numberOrNull, products: [{ list: WebSessionCartProduct }, 'null'],
  },
});
const WebSessionCartProduct = (): AnswerType => ({
  record: {}, optional: { quantity: numberOrNull, product: 'unknown' },
});
const WebSessionViewedProduct = (): AnswerType => ({
  record: { '@type': { literal: 'ViewedProduct' } },
  optional: { products: [{ list: WebSessionProduct }, 'null'] },
});
const WebSessionProduct = (): AnswerType => ({
  record: {},
  optional: { name: stringOrNull, category: stringOrNull, sku: stringOrNull, price: numberOrNull },
});
const WebSessionServiceActivity = (): AnswerType => ({
  record: { '@type': { literal: 'ServiceActivity' } },
  optional: { topic: stringOrNull, status: numberOrNull, category: stringOrNull, serviceId: stringOrNull },
});
const WebSessionVisitorError = (): AnswerType => ({
  record: { '@type': { literal: 'VisitorError' } },
  optional: {
    contextId: stringOrNull, message: stringOrNull, code: numberOrNull, level: numberOrNull,
    resolved: booleanOrNull,
  },
});
const WebSessionMarketingCampaign = (): AnswerType => ({
  record: { '@type': { literal: 'MarketingCampaignInfo' } },
  optional: { originatingChannel: numberOrNull, affiliate: stringOrNull, campaignId: stringOrNull },
});
const WebSessionNavigationData = (): AnswerType => ({
  record: { '@type': { literal: 'WebSessionNavigationData' } },
  optional: { header: [VisitorHeader, 'null'], navigationData: [{ list: WebSessionPage }, 'null'] },
});
const WebSessionPage = (): AnswerType => ({
  record: {},
  optional: {
    timestamp: numberOrNull, url: stringOrNull, referrerUrl: stringOrNull,
    sections: [{ list: 'string' }, 'null'],
  },
});
const WebSessionGoalAchievedData = (): AnswerType => ({
  record: { '@type': { literal: 'WebSessionGoalAchievedData' } },
  optional: { header: [VisitorHeader, 'null'], achievedGoals: [{ list: WebSessionAchievedGoal }, 'null'] },
});
const WebSessionAchievedGoal = (): AnswerType => ({
  record: {},
  optional: {
    id: stringOrNull, timestamp: numberOrNull, campaignGoalRevision: numberOrNull,
    campaignGoalId: numberOrNull, campaignGoalType: numberOrNull,
    goalMetaData: [WebSessionGoalMetadata, 'null'],
  },
});
const WebSessionGoalMetadata = (): AnswerType => [
  WebSessionUrlMetadata, WebSessionPurchaseMetadata, WebSessionPagesMetadata, WebSessionInteractionMetadata,
  WebSessionLeadMetadata, WebSessionServiceMetadata,
];
const WebSessionUrlMetadata = (): AnswerType => ({
  record: { '@type': { literal: 'UrlGoalMetadata' } }, optional: { url: stringOrNull },
});
const WebSessionPurchaseMetadata = (): AnswerType => ({
  record: { '@type': { literal: 'PurchaseMetadata' } },
  optional: { total: numberOrNull, orderId: stringOrNull, cartStatus: 'unknown' },
});
const WebSessionPagesMetadata = (): AnswerType => ({
  record: { '@type': { literal: 'ReduceAbandonmentGoalMetadata' } },
  optional: { numberOfPages: numberOrNull },
});
const WebSessionInteractionMetadata = (): AnswerType => ({
  record: { '@type': { literal: 'IncreaseInteractionGoalMetadata' } },
  optional: { engagement: 'unknown', campaign: 'unknown' },
});
const WebSessionLeadMetadata = (): AnswerType => ({
  record: { '@type': { literal: 'LeadMetadata' } },
  optional: { topic: stringOrNull, leadId: stringOrNull, value: numberOrNull },
});
const WebSessionServiceMetadata = (): AnswerType => ({
  record: { '@type': { literal: 'ServiceActivityMetadata' } },
  optional: { topic: stringOrNull, status: numberOrNull, category: stringOrNull, serviceId: stringOrNull },
});
const WebSessionEligibilityData = (): AnswerType => ({
  record: { '@type': { literal: 'WebSessionEligibilityData' } },
  optional: { header: [VisitorHeader, 'null'], eligibilityData: [{ list: WebSessionEligibility }, 'null'] },
});
const WebSessionEligibility = (): AnswerType => ({
  record: {},
  optional: { eligibleCampaigns: [{ list: WebSessionEligibleCampaign }, 'null'], timestamp: numberOrNull },
});
const WebSessionEligibleCampaign = (): AnswerType => ({
  record: {},
  optional: {
    campaign: [WebSessionCampaign, 'null'], engagements: [{ list: WebSessionEngagement }, 'null'],
    goal: [WebSessionGoal, 'null'], controlGroupType: stringOrNull,
  },
});
const WebSessionCampaign = (): AnswerType => ({
  record: {},
  optional: {
    '@type': { literal: 'Campaign' }, id: numberOrNull, visitorProfiles: [{ list: RevisedReference }, 'null'],
  },
});
const RevisedReference = (): AnswerType => ({
  record: {}, optional: { id: numberOrNull, revision: numberOrNull },
});
const WebSessionEngagement = (): AnswerType => ({
  record: {},
  optional: {
    '@type': { literal: 'Engagement' }, id: numberOrNull, channel: stringOrNull, type: stringOrNull,
    visitorBehaviors: [{ list: RevisedReference }, 'null'], skillId: numberOrNull, skillName: stringOrNull,
    surveySkills: [{ list: WebSessionSurveySkill }, 'null'], isOffsiteEngagement: booleanOrNull,
    availabilityPolicy: stringOrNull, interactionType: numberOrNull, renderingType: numberOrNull,
  },
});
const WebSessionSurveySkill = (): AnswerType => ({
  record: {}, optional: { id: numberOrNull, name: stringOrNull },
});
const WebSessionGoal = (): AnswerType => ({
  record: {},
  optional: {
    '@type': { literal: 'Goal' }, id: numberOrNull, type: numberOrNull, indicatorType: numberOrNull,
  },
});
const WebSessionImpressionData = (): AnswerType => ({
  record: { '@type': { literal: 'WebSessionImpressionData' } },
  optional: { header: [VisitorHeader, 'null'], impressions: [{ list: WebSessionImpression }, 'null'] },
});
const WebSessionImpression = (): AnswerType => ({
  record: {},
  optional: {
    timestamp: numberOrNull, engagementInstanceId: stringOrNull, impressionType: stringOrNull,
    state: stringOrNull, engagement: [WebSessionEngagement, 'null'], campaign: [WebSessionCampaign, 'null'],
    goal: [WebSessionGoal, 'null'],
  },
});
const WebSessionGeoData = (): AnswerType => ({
  record: { '@type': { literal: 'WebSessionGeoData' } },
  optional: {
    header: [VisitorHeader, 'null'], iPV4: stringOrNull, iPV6: stringOrNull, country: stringOrNull,
    city: stringOrNull, state: stringOrNull, org: stringOrNull, isp: stringOrNull, countryCode: stringOrNull,
  },
});
const WebSessionInfoData = (): AnswerType => ({
  record: { '@type': { literal: 'WebSessionInfoData' } },
  optional: {
    header: [VisitorHeader, 'null'], sessionStartTime: numberOrNull, userAgent: stringOrNull,
    deviceOS: 'unknown', deviceFamily: 'unknown', siteControlGroup: 'unknown', searchEngine: stringOrNull,
    searchEngineKey: stringOrNull,
  },
});
const EngagementRow = (): AnswerType => ({
  record: {
    dataType: { literal: 'Engagement' }, metaData: DataRowMetaData,
    recordCollection: { list: { record: { body: EngagementData } } },
  },
});
const EngagementData = (): AnswerType => ({
  record: { '@type': { literal: 'EngagementData' } },
  optional: { header: [VisitorHeader, 'null'], engagements: [{ list: EngagementConversation }, 'null'] },
});
const EngagementConversation = (): AnswerType => ({
  record: {},
  optional: {
    '@type': { literal: 'Conversation' }, type: stringOrNull, conversationId: stringOrNull,
    conversationStartTime: numberOrNull, interactionStartTime: numberOrNull,
    conversationEndTime: numberOrNull, consumerId: stringOrNull, isInteractive: booleanOrNull,
    sourceOrigin: stringOrNull, sourceDevice: stringOrNull, endReasonId: numberOrNull,
    campaignData: [EngagementCampaign, 'null'], agentId: stringOrNull, skillID: numberOrNull,
    skills: [{ list: 'number' }, 'null'], startReasonId: numberOrNull, startPage: stringOrNull,
    startUrl: stringOrNull, transcripts: [{ list: EngagementLine }, 'null'],
    transfers: [{ list: EngagementTransfer }, 'null'], secureForms: [{ list: 'unknown' }, 'null'],
    mcs: 'unknown', queueStartTime: numberOrNull, queueEndTime: numberOrNull,
  },
});
const EngagementCampaign = (): AnswerType => ({
  record: {},
  optional: {
    '@type': { literal: 'CampaignData' }, campaignId: numberOrNull, campaignEngagementId: numberOrNull,
  },
});
const EngagementLine = (): AnswerType => ({
  record: {},
  optional: {
    text: stringOrNull, timestamp: numberOrNull, by: stringOrNull, type: stringOrNull,
    controlType: stringOrNull, agentId: stringOrNull, contentFormat: stringOrNull, messageId: stringOrNull,
    dialogId: stringOrNull, fileData: 'unknown', linkData: 'unknown', mcs: 'unknown',
  },
});
const EngagementTransfer = (): AnswerType => ({
  record: {},
  optional: {
    timestamp: 'unknown', skillId: numberOrNull, targetSkillId: numberOrNull, agentId: stringOrNull,
    targetAgentId: stringOrNull, reason: numberOrNull, queueStartTime: numberOrNull,
    queueEndTime: numberOrNull,
  },
});
const SurveyRow = (): AnswerType => ({
  record: {
    dataType: { literal: 'Survey' }, metaData: DataRowMetaData,
    recordCollection: { list: { record: { body: SurveyData } } },
  },
});
const SurveyData = (): AnswerType => ({
  record: { '@type': { literal: 'SurveyData' } },
  optional: { header: [VisitorHeader, 'null'], surveys: [{ list: SessionSurvey }, 'null'] },
});
const SessionSurvey = (): AnswerType => ({
  record: {},
  optional: {
    id: numberOrNull, type: numberOrNull, viewTime: numberOrNull, conversationId: stringOrNull,
    contents: [{ list: SessionSurveyAnswer }, 'null'],
  },
});
const SessionSurveyAnswer = (): AnswerType => ({
  record: {},
  optional: {
    question: stringOrNull, answer: stringOrNull, answerSubmitTime: numberOrNull, surveyName: stringOrNull,
    answerType: numberOrNull, csatThreshold: numberOrNull,
  },
});
const DataAccessResources = (): AnswerType => ({
  record: { le: { record: { '@accountId': 'string', link: [DataAccessLink, { list: DataAccessLink }] } } },
});
const DataAccessLink = (): AnswerType => ({ record: { '@href': 'string', '@rel': 'string' } });
const DataFileList = (): AnswerType => ({
  record: {
    dataAccessFiles: {
      record: {}, optional: { '@id': 'string', link: DataAccessLink, file: [DataFile, { list: DataFile }] },
    },
  },
});
const DataFile = (): AnswerType => ({
  record: { '@name': 'string', '@scopeStartDate': 'string', '@scopeEndDate': 'string', '@href': 'string' },
});
const InteractionPage = (): AnswerType => ({
  record: { _metadata: InteractionPageMetadata, interactionHistoryRecords: { list: Interaction } },
});
const InteractionPageMetadata = (): AnswerType => ({
  record: { count: 'number' },
  optional: {
    self: PageLink, next: PageLink, prev: PageLink, last: PageLink,
    shardsStatusResult: {
      record: { partialResult: 'boolean' }, optional: { failureShards: 'number', totalShards: 'number' },
    },
  },
});
const PageLink = (): AnswerType => ({ record: { rel: 'string', href: 'string' } });
const Interaction = (): AnswerType => ({
  record: { info: InteractionInfo },
  optional: {
    transcript: { record: { lines: { list: TranscriptLine } } }, lineScores: { list: LineScore },
    campaign: [InteractionCampaign, 'null'], visitorInfo: [VisitorInfo, 'null'],
    coBrowseSessions: [{ record: { coBrowseSessionsList: { list: CoBrowseSession } } }, 'null'],
    surveys: [InteractionSurveys, 'null'], predictions: [{ list: InteractionPrediction }, 'null'],
    sdes: [{ record: { events: { list: EngagementAttributeEvent } } }, 'null'],
  },
});
const InteractionInfo = (): AnswerType => ({
  record: {
    startTime: 'string', startTimeL: 'number', endTime: 'string', endTimeL: 'number', duration: 'number',
    visitorId: 'string', engagementId: 'string', isInteractive: 'boolean', accountId: 'string',
    agentId: stringOrNumber, skillId: 'number', skillName: 'string', channel: 'number',
    startReason: stringOrNumber, startReasonDesc: 'string', endReason: stringOrNumber,
    endReasonDesc: 'string', engagementSet: 'number', engagementSequence: 'number', agentGroupId: 'number',
    agentGroupName: 'string', ended: 'boolean', chatDataEnriched: 'boolean',
  },
  optional: {
    visitorName: 'string', sharkEngagementId: 'string', interactive: 'boolean', agentName: 'string',
    agentNickName: 'string', agentLoginName: 'string', agentFullName: 'string', agentDeleted: 'boolean',
    isAgentSurvey: 'boolean', isPostChatSurvey: 'boolean', isPreChatSurvey: 'boolean', mcs: numberOrNull,
    alertedMCS: numberOrNull, chatMCS: numberOrNull, chatRequestedTime: 'string',
    chatRequestedTimeL: 'number', chatStartUrl: 'string', chatStartPage: 'string', isPartial: 'boolean',
  },
});
const TranscriptLine = (): AnswerType => ({
  record: {
    time: 'string', timeL: 'number', by: 'string', source: 'string', subType: 'string', textType: 'string',
    cannedAnswerType: 'number',
  },
  optional: {
    controlType: 'number', text: 'string', json: 'unknown', lineSeq: 'string', agentId: 'number',
  },
});
const LineScore = (): AnswerType => ({
  record: { lineSeq: 'string', lineRawScore: 'number', mcs: 'number' },
});
const InteractionCampaign = (): AnswerType => ({
  record: {
    campaignEngagementId: stringOrNumber, campaignEngagementName: 'string', campaignId: stringOrNumber,
    campaignName: 'string', goalId: stringOrNumber, goalName: 'string', visitorBehaviorId: stringOrNumber,
    visitorBehaviorName: 'string', visitorProfileId: stringOrNumber, visitorProfileName: 'string',
  },
  optional: { engagementAgentNote: 'string', lobId: stringOrNumber, lobName: 'string' },
});
const VisitorInfo = (): AnswerType => ({
  record: {
    state: 'string', city: 'string', isp: 'string', org: 'string', device: 'string', ipAddress: 'string',
    browser: 'string', operatingSystem: 'string',
  },
  optional: { country: 'string', countryCode: 'string', browserType: 'string' },
});
const CoBrowseSession = (): AnswerType => ({
  record: {
    sessionId: 'string', startTime: 'string', startTimeL: 'number', endTime: 'string', endTimeL: 'number',
    endReason: 'string', duration: 'number', interactive: 'boolean',
  },
  optional: { interactiveTime: 'string', interactiveTimeL: 'number' },
});
const InteractionSurveys = (): AnswerType => ({
  record: {},
  optional: {
    preChat: { list: SurveyAnswer }, postChat: { list: SurveyAnswer }, operator: { list: SurveyAnswer },
  },
});
const SurveyAnswer = (): AnswerType => ({
  record: {
    scope: 'string', source: 'string', displayName: 'string', value: 'string', values: { list: 'string' },
    answersId: { list: 'number' }, name: 'string', time: 'string', timeL: 'number', questionID: 'number',
    surveyID: 'number',
  },
});
const InteractionPrediction = (): AnswerType => ({
  record: {
    topPrediction: {
      record: { predictionId: 'string', predictionLabel: 'string', confidenceScore: 'number' },
    },
    lineSeq: 'string',
  },
});
const EngagementAttributeEvent = (): AnswerType => ({
  record: {},
  optional: {
    sdeType: 'string', serverTimeStamp: TextOrNumber, isAuthenticated: 'boolean', cartStatus: CartStatus,
    customerInfo: CustomerInfo, lead: Lead, marketingCampaignInfo: MarketingCampaignInfo,
    personalInfo: PersonalInfo, purchase: Purchase, serviceActivity: ServiceActivity,
    viewedProduct: ViewedProduct, viewProduct: ViewedProduct, visitorError: VisitorError,
    formFillingError: FormFillingError, searchContent: SearchContent,
  },
});
const TextOrNumber = (): AnswerType => stringOrNumber;
const CartStatus = (): AnswerType => ({
  record: {},
  optional: {
    total: [TextOrNumber, 'null'], currency: stringOrNull, numItems: [TextOrNumber, 'null'],
    products: [{ list: AttributeProduct }, 'null'], serverTimeStamp: [TextOrNumber, 'null'],
    originalTimeStamp: [TextOrNumber, 'null'],
  },
});
const AttributeProduct = (): AnswerType => ({
  record: {},
  optional: {
    quantity: [TextOrNumber, 'null'],
    product: [
      {
        record: {},
        optional: {
          name: stringOrNull, category: stringOrNull, sku: stringOrNull, price: [TextOrNumber, 'null'],
        },
      },
      'null',
    ],
  },
});
const CustomerInfo = (): AnswerType => ({
  record: {},
  optional: {
    customerInfo: {
      record: {},
      optional: {
        isAuthenticated: booleanOrStringOrNull, customerStatus: stringOrNull, customerType: stringOrNull,
        balance: [TextOrNumber, 'null'], currency: stringOrNull, customerId: stringOrNull,
        socialId: [TextOrNumber, 'null'], imei: stringOrNull, userName: stringOrNull,
        accountName: stringOrNull, role: stringOrNull, companySize: [TextOrNumber, 'null'],
        companyBranch: stringOrNull, storeNumber: stringOrNull, storeZipCode: stringOrNull,
        lastPaymentDate: [AttributeDate, 'null'], registrationDate: [AttributeDate, 'null'],
      },
    },
    serverTimeStamp: [TextOrNumber, 'null'], originalTimeStamp: [TextOrNumber, 'null'],
    isAuthenticated: booleanOrStringOrNull,
  },
});
const AttributeDate = (): AnswerType => ({
  record: {},
  optional: { year: [TextOrNumber, 'null'], month: [TextOrNumber, 'null'], day: [TextOrNumber, 'null'] },
});
const Lead = (): AnswerType => ({
  record: {},
  optional: {
    lead: {
      record: {},
      optional: {
        topic: stringOrNull, value: [TextOrNumber, 'null'], currency: stringOrNull, leadId: stringOrNull,
      },
    },
    serverTimeStamp: [TextOrNumber, 'null'], originalTimeStamp: [TextOrNumber, 'null'],
  },
});
const MarketingCampaignInfo = (): AnswerType => ({
  record: {},
  optional: {
    marketingCampaignInfo: {
      record: {},
      optional: {
        originatingChannel: [TextOrNumber, 'null'], affiliate: stringOrNull, campaignId: stringOrNull,
      },
    },
    serverTimeStamp: [TextOrNumber, 'null'], originalTimeStamp: [TextOrNumber, 'null'],
  },
});
const PersonalInfo = (): AnswerType => ({
  record: {},
  optional: {
    personalInfo: Person, serverTimeStamp: [TextOrNumber, 'null'], originalTimeStamp: [TextOrNumber, 'null'],
    name: stringOrNull, surname: stringOrNull, gender: stringOrNull, company: stringOrNull,
    language: stringOrNull,
    customerAge: [
      {
        record: {},
        optional: {
          customerAgeInYears: [TextOrNumber, 'null'], customerYearOfBirth: [TextOrNumber, 'null'],
          customerMonthOfBirth: [TextOrNumber, 'null'], customerDateOfBirth: [TextOrNumber, 'null'],
        },
      },
      'null',
    ],
    contacts: [{ list: PersonContact }, 'null'], isAuthenticated: booleanOrStringOrNull,
  },
});
const Person = (): AnswerType => ({
  record: {},
  optional: {
    name: stringOrNull, surname: stringOrNull, gender: stringOrNull, company: stringOrNull,
    language: stringOrNull,
    customerAge: [
      {
        record: {},
        optional: {
          customerAgeInYears: [TextOrNumber, 'null'], customerYearOfBirth: [TextOrNumber, 'null'],
          customerMonthOfBirth: [TextOrNumber, 'null'], customerDateOfBirth: [TextOrNumber, 'null'],
        },
      },
      'null',
    ],
    contacts: [{ list: PersonContact }, 'null'], isAuthenticated: booleanOrStringOrNull,
  },
});
const PersonContact = (): AnswerType => ({
  record: {},
  optional: {
    personalContact: {
      record: {},
      optional: {
        email: stringOrNull, phone: stringOrNull,
        address: [
          {
            record: {},
            optional: { country: stringOrNull, region: stringOrNull, zipCode: [TextOrNumber, 'null'] },
          },
          'null',
        ],
        phoneType: stringOrNull, preferredContactMethod: stringOrNull,
      },
    },
  },
});
const Purchase = (): AnswerType => ({
  record: {},
  optional: {
    total: [TextOrNumber, 'null'], currency: stringOrNull, orderId: stringOrNull, cart: [CartStatus, 'null'],
    serverTimeStamp: [TextOrNumber, 'null'], originalTimeStamp: [TextOrNumber, 'null'],
  },
});
const ServiceActivity = (): AnswerType => ({
  record: {},
  optional: {
    serviceActivity: {
      record: {},
      optional: {
        topic: stringOrNull, status: [TextOrNumber, 'null'], category: stringOrNull, serviceId: stringOrNull,
      },
    },
    serverTimeStamp: [TextOrNumber, 'null'], originalTimeStamp: [TextOrNumber, 'null'],
  },
});
const ViewedProduct = (): AnswerType => ({
  record: {},
  optional: {
    currency: stringOrNull, products: [{ list: AttributeProduct }, 'null'],
    serverTimeStamp: [TextOrNumber, 'null'], originalTimeStamp: [TextOrNumber, 'null'],
  },
});
const VisitorError = (): AnswerType => ({
  record: {},
  optional: {
    visitorError: {
      record: {},
      optional: {
        contextId: stringOrNull, message: stringOrNull, code: stringOrNull, level: [TextOrNumber, 'null'],
        resolved: stringOrBooleanOrNull,
      },
    },
    serverTimeStamp: [TextOrNumber, 'null'], originalTimeStamp: [TextOrNumber, 'null'],
  },
});
const FormFillingError = (): AnswerType => ({
  record: {},
  optional: {
    formFillingError: ShownError, serverTimeStamp: [TextOrNumber, 'null'],
    originalTimeStamp: [TextOrNumber, 'null'], contextId: [WrappedText, 'null'],
    message: [WrappedText, 'null'], code: [WrappedText, 'null'], level: [TextOrNumber, 'null'],
    resolved: stringOrBooleanOrNull,
  },
});
const ShownError = (): AnswerType => ({
  record: {},
  optional: {
    contextId: [WrappedText, 'null'], message: [WrappedText, 'null'], code: [WrappedText, 'null'],
    level: [TextOrNumber, 'null'], resolved: stringOrBooleanOrNull,
  },
});
const WrappedText = (): AnswerType => ['string', { record: { string: 'string' } }];
const SearchContent = (): AnswerType => ({
  record: { keywords: { list: 'string' } },
  optional: { serverTimeStamp: [TextOrNumber, 'null'], originalTimeStamp: [TextOrNumber, 'null'] },
});
const QueueHealth = (): AnswerType => ({
  record: { metricsTotals: QueueHealthMetrics },
  optional: {
    metricsByIntervals: { list: IntervalMetricsOfQueueHealthBlock },
    skillsMetrics: { map: QueueHealthMetrics },
  },
});
const IntervalMetricsOfQueueHealthBlock = (): AnswerType => ({
  record: { timestamp: 'number', metricsData: QueueHealthBlock },
});
const QueueHealthBlock = (): AnswerType => ({
  record: { metricsTotals: QueueHealthMetrics }, optional: { skillsMetrics: { map: QueueHealthMetrics } },
});
const QueueHealthMetrics = (): AnswerType => ({
  record: {
    totalTimeToAnswer: 'number', enteredQEng: 'number', avgTimeToAnswer: 'number', abandonmentRate: 'number',
    abandonedEng: 'number', connectedEng: 'number', avgTimeToAbandon: 'number', totalTimeToAbandon: 'number',
    maxQueueSize: 'number', minQueueSize: 'number', averageQueueSize: 'number', maxAvailableSlots: 'number',
    minAvailableSlots: 'number', averageAvailableSlots: 'number', currentAvailableSlots: 'number',
    availableSlotsSum: 'number', availableSlotsCount: 'number', queueSizeSum: 'number',
    queueSizeCount: 'number',
  },
  optional: { currentQueueSize: 'number', currentQueueState: 'number' },
});
const EngagementActivity = (): AnswerType => ({
  record: {},
  optional: {
    metricsByIntervals: { list: IntervalMetricsOfGroupedMetricsOfEngagementActivityMetrics },
    skillsMetricsPerAgent: SkillsAndAgentsMetricsOfEngagementActivityMetrics,
    agentsMetrics: AgentsMetricsOfEngagementActivityMetrics, metricsTotals: EngagementActivityMetrics,
  },
});
const IntervalMetricsOfGroupedMetricsOfEngagementActivityMetrics = (): AnswerType => ({
  record: { timestamp: 'number', metricsData: GroupedMetricsOfEngagementActivityMetrics },
});
const GroupedMetricsOfEngagementActivityMetrics = (): AnswerType => ({
  record: {},
  optional: {
    skillsMetricsPerAgent: SkillsAndAgentsMetricsOfEngagementActivityMetrics,
    agentsMetrics: AgentsMetricsOfEngagementActivityMetrics, metricsTotals: EngagementActivityMetrics,
  },
});
const SkillsAndAgentsMetricsOfEngagementActivityMetrics = (): AnswerType => ({
  record: {
    metricsPerSkill: { map: AgentsMetricsOfEngagementActivityMetrics },
    metricsTotals: EngagementActivityMetrics,
  },
});
const AgentsMetricsOfEngagementActivityMetrics = (): AnswerType => ({
  record: { metricsPerAgent: { map: EngagementActivityMetrics }, metricsTotals: EngagementActivityMetrics },
});
const EngagementActivityMetrics = (): AnswerType => ({
  record: {
    totalInteractiveChats: 'number', totalNonInteractiveChats: 'number', totalHandlingTime: 'number',
    nonInteractiveTotalHandlingTime: 'number', connectedEngagements: 'number',
  },
});
const AgentActivity = (): AnswerType => ({
  record: {
    agentsMetrics: {
      record: { metricsPerAgent: { map: { list: AgentStateTime } }, metricsTotals: { list: 'unknown' } },
    },
  },
  optional: { metricsByIntervals: { list: IntervalMetricsOfAgentActivityBlock } },
});
const IntervalMetricsOfAgentActivityBlock = (): AnswerType => ({
  record: { timestamp: 'number', metricsData: AgentActivityBlock },
});
const AgentActivityBlock = (): AnswerType => ({
  record: {
    agentsMetrics: {
      record: { metricsPerAgent: { map: { list: AgentStateTime } }, metricsTotals: { list: 'unknown' } },
    },
  },
});
const AgentStateTime = (): AnswerType => ({
  record: {
    id: [{ literal: -1 }, { literal: 2 }, { literal: 3 }, { literal: 4 }], name: 'string',
    value: AgentStateSeconds,
  },
  optional: { reasons: { list: { record: { id: 'string', value: AgentStateSeconds } } } },
});
const AgentStateSeconds = (): AnswerType => ({
  record: {
    total: 'number', chatting: 'number', notChatting: 'number', chattingInMaxConcurrency: 'number',
  },
});
const CurrentQueueState = (): AnswerType => ({
  record: { skills: { map: QueueState }, totals: QueueState },
});
const QueueState = (): AnswerType => ({
  record: { currentAvailableSlots: 'number', currentQueueSize: 'number' },
  optional: { currentMaxWaitTimeInQueue: 'number' },
});
const SlaHistogram = (): AnswerType => ({ record: { slaDataRange: { map: SlaBucket } } });
const SlaBucket = (): AnswerType => ({
  record: { accumulated: 'number', percentageFromTotal: 'number', chats: 'number' },
});
const MessagingConversationReport = (): AnswerType => ({
  record: {},
  optional: {
    metricsByIntervals: { list: IntervalMetricsOfGroupedMetricsOfMessagingConversationMetrics },
    skillsMetricsPerAgent: SkillsAndAgentsMetricsOfMessagingConversationMetrics,
    agentsMetrics: AgentsMetricsOfMessagingConversationMetrics, metricsTotals: MessagingConversationMetrics,
  },
});
const IntervalMetricsOfGroupedMetricsOfMessagingConversationMetrics = (): AnswerType => ({
  record: { timestamp: 'number', metricsData: GroupedMetricsOfMessagingConversationMetrics },
});
const GroupedMetricsOfMessagingConversationMetrics = (): AnswerType => ({
  record: {},
  optional: {
    skillsMetricsPerAgent: SkillsAndAgentsMetricsOfMessagingConversationMetrics,
    agentsMetrics: AgentsMetricsOfMessagingConversationMetrics, metricsTotals: MessagingConversationMetrics,
  },
});
const SkillsAndAgentsMetricsOfMessagingConversationMetrics = (): AnswerType => ({
  record: {
    metricsPerSkill: { map: AgentsMetricsOfMessagingConversationMetrics },
    metricsTotals: MessagingConversationMetrics,
  },
});
const AgentsMetricsOfMessagingConversationMetrics = (): AnswerType => ({
  record: {
    metricsPerAgent: { map: MessagingConversationMetrics }, metricsTotals: MessagingConversationMetrics,
  },
});
const MessagingConversationMetrics = (): AnswerType => ({
  record: {
    resolvedConversations_byCCP: 'number', resolvedConversations_byConsumer: 'number',
    resolvedConversations_bySystem: 'number', totalResolvedConversations: 'number',
    totalHandlingTime_resolvedConversations_byCCP: 'number',
    totalHandlingTime_resolvedConversations_byConsumer: 'number',
    totalHandlingTime_resolvedConversations_bySystem: 'number',
    totalHandlingTime_resolvedConversations: 'number', avgTime_resolvedConversations_byCCP: 'number',
    avgTime_resolvedConversations_byConsumer: 'number', avgTime_resolvedConversations_bySystem: 'number',
    avgTime_resolvedConversations: 'number',
  },
});
const MessagingQueueHealth = (): AnswerType => ({
  record: {},
  optional: {
    skillsMetrics: { map: MessagingQueueMetrics }, metricsTotal: MessagingQueueMetrics,
    metricsByIntervals: { list: MessagingQueueInterval }, timeframeSummary: MessagingQueueBlock,
  },
});
const MessagingQueueMetrics = (): AnswerType => ({
  record: {},
  optional: {
    unassignedConversations: 'number', actionableConversations: 'number',
    notActionableConversations: 'number', actionableAndManualSla: 'number',
    actionableAndDuringTransfer: 'number', actionableAndConsumerLastMessage: 'number',
    notActionableDuringTransfer: 'number', notActionableAndManualSla: 'number',
    unassignedConversationsAndFirstTimeConsumer: 'number',
    avgWaitTimeForAgentAssignment_NewConversation: 'number',
    avgWaitTimeForAgentAssignment_AfterTransfer: 'number',
    avgWaitTimeForAgentAssignment_AfterTransferFromBot: 'number',
    avgWaitTimeForAgentAssignment_AfterTransferFromAgent: 'number', maxWaitTimeForAgentAssignment: 'number',
    maxWaitTimeForAgentAssignment_AfterTransferFromAgent: 'number',
    waitTimeForAgentAssignment_50thPercentile: 'number', waitTimeForAgentAssignment_90thPercentile: 'number',
  },
});
const MessagingQueueInterval = (): AnswerType => ({
  record: { timestamp: 'number' },
  optional: {
    skillsMetrics: { map: MessagingQueueMetrics }, metricsTotal: MessagingQueueMetrics,
    metricsData: MessagingQueueBlock,
  },
});
const MessagingQueueBlock = (): AnswerType => ({
  record: { skillsMetrics: { map: MessagingQueueMetrics }, metricsTotal: MessagingQueueMetrics },
});
const MessagingCurrentQueueHealth = (): AnswerType => ({
  record: {},
  optional: {
    skillsMetrics: { map: MessagingCurrentSkillQueueMetrics }, metricsTotal: MessagingCurrentQueueMetrics,
  },
});
const MessagingCurrentSkillQueueMetrics = (): AnswerType => ({
  record: {},
  optional: {
    time: 'number', overdueConversationsInQueue: 'number', overdueConversationsAssigned: 'number',
    overdueConversationsTotal: 'number', unassignedConversations: 'number', actionableConversations: 'number',
    notActionableConversations: 'number', actionableAndManualSla: 'number',
    actionableAndDuringTransfer: 'number', actionableAndConsumerLastMessage: 'number',
    notActionableDuringTransfer: 'number', notActionableAndManualSla: 'number',
    unassignedConversationsAndFirstTimeConsumer: 'number',
    avgWaitTimeForAgentAssignment_NewConversation: 'number',
    avgWaitTimeForAgentAssignment_AfterTransfer: 'number',
    avgWaitTimeForAgentAssignment_AfterTransferFromBot: 'number',
    avgWaitTimeForAgentAssignment_AfterTransferFromAgent: 'number', maxWaitTimeForAgentAssignment: 'number',
    maxWaitTimeForAgentAssignment_AfterTransferFromAgent: 'number',
    waitTimeForAgentAssignment_50thPercentile: 'number', waitTimeForAgentAssignment_90thPercentile: 'number',
  },
});
const MessagingCurrentQueueMetrics = (): AnswerType => ({
  record: {},
  optional: {
    overdueConversationsInQueue: 'number', overdueConversationsAssigned: 'number',
    overdueConversationsTotal: 'number', unassignedConversations: 'number', actionableConversations: 'number',
    notActionableConversations: 'number', actionableAndManualSla: 'number',
    actionableAndDuringTransfer: 'number', actionableAndConsumerLastMessage: 'number',
    notActionableDuringTransfer: 'number', notActionableAndManualSla: 'number',
    unassignedConversationsAndFirstTimeConsumer: 'number',
    avgWaitTimeForAgentAssignment_NewConversation: 'number',
    avgWaitTimeForAgentAssignment_AfterTransfer: 'number',
    avgWaitTimeForAgentAssignment_AfterTransferFromBot: 'number',
    avgWaitTimeForAgentAssignment_AfterTransferFromAgent: 'number', maxWaitTimeForAgentAssignment: 'number',
    maxWaitTimeForAgentAssignment_AfterTransferFromAgent: 'number',
    waitTimeForAgentAssignment_50thPercentile: 'number', waitTimeForAgentAssignment_90thPercentile: 'number',
  },
});
const MessagingQueueHealthByGroup = (): AnswerType => ({
  record: { skillGroupMetrics: { map: { map: MessagingGroupQueueMetrics } } },
});
const MessagingGroupQueueMetrics = (): AnswerType => ({
  record: {},
  optional: {
    unassignedConversations: 'number', unassignedConversationsAndFirstTimeConsumer: 'number',
    actionableConversations: 'number', actionableAndDuringTransferToAgent: 'number',
    actionableAndDuringTransferToSkill: 'number', actionableAndDuringBackToQueue: 'number',
    notActionableConversations: 'number', notActionableAndDuringTransferToAgent: 'number',
    notActionableAndDuringTransferToSkill: 'number', notActionableAndDuringBackToQueue: 'number',
  },
});
const MessagingCsatDistribution = (): AnswerType => ({
  record: {},
  optional: {
    skillsMetricsPerAgent: SkillsAndAgentsMetricsOfCsatMetrics, agentsMetrics: AgentsMetricsOfCsatMetrics,
    metricsTotals: CsatMetrics,
  },
});
const SkillsAndAgentsMetricsOfCsatMetrics = (): AnswerType => ({
  record: { metricsPerSkill: { map: AgentsMetricsOfCsatMetrics }, metricsTotals: CsatMetrics },
});
const AgentsMetricsOfCsatMetrics = (): AnswerType => ({
  record: { metricsPerAgent: { map: CsatMetrics }, metricsTotals: CsatMetrics },
});
const CsatMetrics = (): AnswerType => ({
  record: {
    csat_score1_answers: 'number', csat_score2_answers: 'number', csat_score3_answers: 'number',
    csat_score4_answers: 'number', csat_score5_answers: 'number', total_answers: 'number',
    positive_answers: 'number', csat_score: 'number',
  },
});
const MessagingAgentSegments = (): AnswerType => ({
  record: {},
  optional: {
    agentsMetrics: AgentSegmentsByAgent, metricsPerSkill: { map: AgentSegmentsByAgent },
    metricsTotal: AgentSegmentMetrics, metricsByIntervals: { list: IntervalMetricsOfAgentSegmentBlock },
    timeframeSummary: AgentSegmentBlock,
  },
});
const AgentSegmentsByAgent = (): AnswerType => ({
  record: { metricsPerAgent: { map: AgentSegmentMetrics } },
});
const AgentSegmentMetrics = (): AnswerType => ({
  record: { totalAgentConversationSegments: 'number' },
  optional: {
    avgAgentMessagesinAgentSegment: 'number', avgAgentSegmentDuration: 'number',
    interactiveAgentSegments: 'number', agentSegmentsAbandonedByConsumers: 'number',
    agentSegmentsWithNonResponsiveConsumers: 'number', agentSegmentsWithNonResponsiveAgents: 'number',
    avgTimetoFirstAgentMessageFromAgentAssignment: 'number',
    avgTimetoFirstAgentMessageFromAgentAssignment_AfterTransfer: 'number',
    avgTimetoFirstAgentMessageFromAgentAssignment_NewConversation: 'number',
    avgTimeToResponseFromAgentAssignment: 'number',
  },
});
const IntervalMetricsOfAgentSegmentBlock = (): AnswerType => ({
  record: { timestamp: 'number', metricsData: AgentSegmentBlock },
});
const AgentSegmentBlock = (): AnswerType => ({
  record: { agentsMetrics: AgentSegmentsByAgent, metricsTotal: AgentSegmentMetrics },
  optional: { metricsPerSkill: { map: AgentSegmentsByAgent } },
});
const MessagingSkillSegments = (): AnswerType => ({
  record: {},
  optional: {
    skillsMetrics: { map: SkillSegmentMetrics }, metricsTotal: SkillSegmentMetrics,
    metricsByIntervals: { list: SkillSegmentInterval }, timeframeSummary: SkillSegmentBlock,
  },
});
const SkillSegmentMetrics = (): AnswerType => ({
  record: {
    totalSkillConversationSegments: 'number', skillSegmentsAbandonedByConsumers: 'number',
    skillSegmentsAbandonedByConsumersInQueue: 'number', skillSegmentsWithNonResponsiveConsumers: 'number',
    skillSegmentsWithNonResponsiveAgents: 'number', interactiveSkillSegments: 'number',
    avgTimetoFirstAgentMessageFromAgentAssignment: 'number',
  },
});
const SkillSegmentInterval = (): AnswerType => ({
  record: {
    timestamp: 'number', skillsMetrics: { map: SkillSegmentMetrics }, metricsTotal: SkillSegmentMetrics,
  },
});
const SkillSegmentBlock = (): AnswerType => ({
  record: { skillsMetrics: { map: SkillSegmentMetrics }, metricsTotal: SkillSegmentMetrics },
});
const MessagingEstimatedWaitTime = (): AnswerType => ({
  record: { estimatedWaitTimeResponse: { list: SkillWaitTime } },
});
const SkillWaitTime = (): AnswerType => ({
  record: { skillId: 'number', ewt: 'number', timestamp: 'number' },
});
const DeletionRequest = (): AnswerType => ({
  record: {
    request_id: 'number', siteid: 'string', request_time: 'string', requested_by: 'string',
    status: DeletionRequestStatus,
  },
});
const DeletionRequestStatus = (): AnswerType => [
  { literal: 'NOT_STARTED' }, { literal: 'IN_PROGRESS' }, { literal: 'CANCELED' }, { literal: 'DONE' },
];
const User = (): AnswerType => ({
  record: { id: 'number', deleted: 'boolean' },
  optional: {
    pid: 'string', loginName: 'string', fullName: 'string', nickname: 'string', isEnabled: 'boolean',
    isActive: 'boolean', disabledManually: 'boolean', maxChats: 'number', maxAsyncChats: numberOrNull,
    skillIds: { list: 'number' }, email: 'string', memberOf: [AgentGroupAssignment, 'null'],
    managerOf: { list: AgentGroupAssignment }, changePwdNextLogin: 'boolean', lastPwdChangeDate: 'string',
    dateUpdated: 'string', permissionGroups: { list: 'number' }, pictureId: stringOrNull,
    pictureUrl: stringOrNull, backgndImgUri: stringOrNull, description: stringOrNull,
    mobileNumber: stringOrNull, employeeId: stringOrNull, pnCertName: stringOrNull,
    profileIds: { list: 'number' }, isApiUser: 'boolean', userTypeId: 'number', allowedAppKeys: stringOrNull,
    lobIds: { list: 'number' }, dateCreated: 'string', lpaCreatedUser: 'boolean', resetMfaSecret: 'boolean',
    skills: { list: NamedReference }, profiles: { list: UserProfile },
    managedAgentGroups: { list: NamedReference }, lobs: { list: 'unknown' },
  },
});
const AgentGroupAssignment = (): AnswerType => ({
  record: { agentGroupId: 'number' }, optional: { assignmentDate: 'string' },
});
const NamedReference = (): AnswerType => ({ record: { id: 'number' }, optional: { name: 'string' } });
const UserProfile = (): AnswerType => ({
  record: { id: 'number' }, optional: { roleTypeId: 'number', name: 'string' },
});
const Skill = (): AnswerType => ({
  record: { id: 'number', deleted: 'boolean' },
  optional: {
    name: 'string', description: stringOrNull, skillOrder: 'number', maxWaitTime: 'number',
    defaultPostChatSurveyId: stringOrNull, defaultOfflineSurveyId: stringOrNull,
    defaultAgentSurveyId: stringOrNull, dateUpdated: 'string',
    skillRoutingConfiguration: { list: SkillRoute }, wrapUpTime: numberOrNull,
    slaDefaultResponseTime: numberOrNull, slaUrgentResponseTime: numberOrNull,
    slaFirstTimeResponseTime: numberOrNull, lobIds: { list: 'number' }, canTransfer: 'boolean',
    skillTransferList: [{ list: 'number' }, 'null'], workingHoursId: numberOrNull,
    specialOccasionId: numberOrNull, postConversationSurveyAppInstallAssociationId: stringOrNull,
    autoCloseInSeconds: numberOrNull, transferToAgentMaxWaitInSeconds: numberOrNull,
    fallbackSkill: numberOrNull, fallbackWhenAllAgentsAreAway: 'boolean',
    agentSurveyForMsgTimeoutInMinutes: numberOrNull, agentSurveyForMsgId: numberOrNull,
    redistributeLoadToConnectedAgentGroups: 'boolean',
  },
});
const SkillRoute = (): AnswerType => ({
  record: { priority: 'number', splitPercentage: 'number', agentGroupId: 'number' },
});
const AgentGroup = (): AnswerType => ({
  record: { id: 'number', deleted: 'boolean' },
  optional: {
    name: 'string', description: stringOrNull, parentGroupId: numberOrNull, isEnabled: 'boolean',
    dateUpdated: 'string', members: { list: 'number' }, managers: { list: 'number' },
  },
});
const Profile = (): AnswerType => ({
  record: { id: 'number', deleted: 'boolean' },
  optional: {
    name: 'string', description: stringOrNull, roleTypeId: 'number', roleTypeName: 'string',
    dateUpdated: 'string', numOfAssignedUsers: 'number', permissionPackages: { list: PermissionPackage },
    permissions: { list: 'number' }, isAssignedToLPA: 'boolean',
  },
});
const PermissionPackage = (): AnswerType => ({
  record: { id: 'number', isDisplayed: 'boolean', isEnabled: 'boolean' },
  optional: { featureKeys: { list: 'string' } },
});
const Lob = (): AnswerType => ({
  record: { id: 'number' },
  optional: { deleted: 'boolean', name: 'string', description: stringOrNull, dateUpdated: 'string' },
});
const WorkdaysObject = (): AnswerType => ({
  record: { id: 'number', deleted: 'boolean' },
  optional: {
    name: 'string', isDefault: 'boolean', description: stringOrNull, events: { list: WorkdaysShift },
  },
});
const WorkdaysShift = (): AnswerType => ({
  record: { start: ScheduleTime, end: ScheduleTime, recurrence: { list: 'string' } },
});
const ScheduleTime = (): AnswerType => ({ record: { dateTime: 'string', timeZone: 'string' } });
const SpecialOccasion = (): AnswerType => ({
  record: { id: 'number', deleted: 'boolean' },
  optional: {
    name: 'string', isDefault: 'boolean', description: stringOrNull, events: { list: SpecialOccasionEvent },
  },
});
const SpecialOccasionEvent = (): AnswerType => ({
  record: {
    meta: SpecialOccasionMeta, start: ScheduleTime, end: ScheduleTime, recurrence: { list: 'string' },
  },
});
const SpecialOccasionMeta = (): AnswerType => ({ record: { working: 'boolean', name: 'string' } });
const VisitState = (): AnswerType => ({ record: { id: 'string', appSessions: { list: VisitSession } } });
const VisitSession = (): AnswerType => ({
  record: { id: 'string' },
  optional: {
    startTime: 'number', engagements: { list: VisitEngagement }, pages: { list: VisitPage },
    events: { list: VisitEvent }, personalInfo: { record: { personalInfo: VisitPerson } },
    customerInfo: { record: { customerInfo: VisitCustomer } },
    marketingCampaignInfo: { record: { marketingCampaignInfo: VisitMarketingSource } },
    serviceActivity: { list: VisitSessionServiceActivity }, leads: { list: VisitSessionLead },
    purchases: { list: VisitSessionPurchase }, cart: VisitSessionCart,
    viewedProduct: { list: VisitProductLine }, visitorError: { list: VisitErrorInfo },
    searchEngine: { record: {}, optional: { searchEngine: 'string', keywords: 'string' } },
    geo: [VisitGeo, 'null'], ipv4: stringOrNull, userAgent: stringOrNull, deviceFamily: stringOrNull,
    deviceOS: stringOrNull, mobileDeviceInfo: { record: { mobile: 'boolean', detected: 'boolean' } },
    externalReferrer: stringOrNull, siteControlGroup: 'string', revActiveVPs: VisitRevisions,
    revAllVPs: VisitRevisions, revActiveVBs: VisitRevisions, revAllVBs: VisitRevisions,
    revAllOSLs: VisitRevisions,
  },
});
const VisitEngagement = (): AnswerType => ({
  record: { id: 'string', engagement: VisitEngagementData },
  optional: { impressionAccepted: { list: VisitClick } },
});
const VisitEngagementData = (): AnswerType => ({
  record: {
    state: 'number', zoneId: numberOrNull, pageId: 'string', campaignEntity: VisitCampaign,
    engagementEntity: VisitEngagementDefinition, goalEntity: VisitGoal,
  },
  optional: { firstFollowMeEngagementContextId: 'unknown', campaignControl: 'string' },
});
const VisitCampaign = (): AnswerType => ({
  record: { id: 'number', revision: 'number', goalId: 'number' },
  optional: { campaignEventSequence: 'unknown', activeVPs: VisitRevisions },
});
const VisitRevisions = (): AnswerType => ({ map: { record: { revision: 'number' } } });
const VisitEngagementDefinition = (): AnswerType => ({
  record: {
    id: 'number', revision: 'number', channel: 'number', type: 'number', isOffsiteEngagement: 'boolean',
    engagementSkill: { record: { skillId: 'number', skillName: 'string' } },
    surveySkills: { list: 'unknown' },
  },
  optional: {
    activeVBs: VisitRevisions, activeOSLs: VisitRevisions, availabilityPolicy: 'number',
    renderingType: 'number', conversationType: 'number',
  },
});
const VisitGoal = (): AnswerType => ({
  record: { id: 'number', revision: 'number', type: 'number', indicatorType: 'number' },
});
const VisitClick = (): AnswerType => ({ record: { activityTime: 'number', pageId: 'string' } });
const VisitPage = (): AnswerType => ({
  record: { id: 'string', url: 'string', startTime: 'number' },
  optional: {
    timeOnPage: 'number', pageLoaded: 'boolean', pageTitle: stringOrNull, referrer: stringOrNull,
    pageBasic: VisitPageBasic, revActiveOSLs: VisitRevisions,
  },
});
const VisitPageBasic = (): AnswerType => ({
  record: {},
  optional: {
    url: 'string', startTime: 'number', referrer: stringOrNull, title: stringOrNull,
    sections: [{ list: 'string' }, 'null'],
  },
});
const VisitEvent = (): AnswerType => ({
  record: {},
  optional: {
    marketingCampaignInfo: {
      record: {
        serverTimeStamp: 'number', contexts: { record: {}, optional: { page: { record: { id: 'string' } } } },
        marketingCampaignInfo: VisitMarketingSource,
      },
    },
    lead: {
      record: {
        serverTimeStamp: 'number', contexts: { record: {}, optional: { page: { record: { id: 'string' } } } },
        lead: VisitLead,
      },
    },
    cartStatus: {
      record: {
        serverTimeStamp: 'number', contexts: { record: {}, optional: { page: { record: { id: 'string' } } } },
      },
      optional: {
        total: numberOrNull, currency: stringOrNull, numItems: numberOrNull,
        products: [{ list: VisitProductLine }, 'null'],
      },
    },
    purchase: {
      record: {
        serverTimeStamp: 'number', contexts: { record: {}, optional: { page: { record: { id: 'string' } } } },
      },
      optional: {
        total: numberOrNull, currency: stringOrNull, orderId: stringOrNull,
        cart: [
          {
            record: {},
            optional: {
              serverTimeStamp: 'number',
              contexts: { record: {}, optional: { page: { record: { id: 'string' } } } }, total: numberOrNull,
              currency: stringOrNull, numItems: numberOrNull, products: [{ list: VisitProductLine }, 'null'],
            },
          },
          'null',
        ],
      },
    },
    viewedProduct: {
      record: {
        serverTimeStamp: 'number', contexts: { record: {}, optional: { page: { record: { id: 'string' } } } },
      },
      optional: { currency: stringOrNull, products: [{ list: VisitProductLine }, 'null'] },
    },
    customerInfo: {
      record: {
        serverTimeStamp: 'number', contexts: { record: {}, optional: { page: { record: { id: 'string' } } } },
        customerInfo: VisitCustomer,
      },
    },
    personalInfo: {
      record: {
        serverTimeStamp: 'number', contexts: { record: {}, optional: { page: { record: { id: 'string' } } } },
        personalInfo: VisitPerson,
      },
    },
    serviceActivity: {
      record: {
        serverTimeStamp: 'number', contexts: { record: {}, optional: { page: { record: { id: 'string' } } } },
        serviceActivity: VisitServiceActivity,
      },
    },
    visitorError: {
      record: {
        serverTimeStamp: 'number', contexts: { record: {}, optional: { page: { record: { id: 'string' } } } },
        visitorError: VisitErrorInfo,
      },
    },
  },
});
const VisitMarketingSource = (): AnswerType => ({
  record: {},
  optional: { originatingChannel: numberOrNull, affiliate: stringOrNull, campaignId: stringOrNull },
});
const VisitLead = (): AnswerType => ({
  record: {},
  optional: {
    topic: stringOrNull, value: numberOrNull, currency: stringOrNull, ticketId: stringOrNull,
    leadId: stringOrNull,
  },
});
const VisitProductLine = (): AnswerType => ({
  record: { product: VisitProduct }, optional: { quantity: numberOrNull },
});
const VisitProduct = (): AnswerType => ({
  record: {},
  optional: {
    name: stringOrNull, category: stringOrNull, sku: stringOrNull, price: numberOrNull,
    statusInStock: stringOrNull, quantityInStock: numberOrNull,
  },
});
const VisitCustomer = (): AnswerType => ({
  record: {},
  optional: {
    customerStatus: stringOrNull, customerType: stringOrNull, balance: numberOrNull, currency: stringOrNull,
    customerId: stringOrNull, lastPaymentDate: [VisitDate, 'null'], registrationDate: [VisitDate, 'null'],
    loginStatus: numberOrNull, companyBranch: stringOrNull, socialId: stringOrNull, imei: stringOrNull,
    userName: stringOrNull, companySize: numberOrNull, accountName: stringOrNull, role: stringOrNull,
    storeZipCode: stringOrNull, storeNumber: stringOrNull,
  },
});
const VisitDate = (): AnswerType => ({ record: { year: 'number', month: 'number', day: 'number' } });
const VisitPerson = (): AnswerType => ({
  record: {},
  optional: {
    name: stringOrNull, surname: stringOrNull,
    customerAge: [
      {
        record: {},
        optional: {
          customerAgeInYears: numberOrNull, customerYearOfBirth: numberOrNull,
          customerMonthOfBirth: numberOrNull, customerDateOfBirth: numberOrNull,
        },
      },
      'null',
    ],
    contacts: [{ list: VisitContact }, 'null'], gender: stringOrNull, company: stringOrNull,
    language: stringOrNull,
  },
});
const VisitContact = (): AnswerType => ({
  record: {},
  optional: {
    email: stringOrNull, phone: stringOrNull, phoneType: stringOrNull,
    address: [{ record: {}, optional: { country: stringOrNull, region: stringOrNull } }, 'null'],
  },
});
const VisitServiceActivity = (): AnswerType => ({
  record: {},
  optional: { topic: stringOrNull, status: numberOrNull, category: stringOrNull, serviceId: stringOrNull },
});
const VisitErrorInfo = (): AnswerType => ({
  record: {},
  optional: {
    contextId: stringOrNull, message: stringOrNull, code: stringOrNull, level: numberOrNull,
    resolved: booleanOrNull,
  },
});
const VisitSessionServiceActivity = (): AnswerType => ({
  record: {},
  optional: {
    serviceSeqId: 'string', repeatedServiceActivity: 'boolean', topic: stringOrNull, status: numberOrNull,
    category: stringOrNull, serviceId: stringOrNull,
  },
});
const VisitSessionLead = (): AnswerType => ({
  record: {},
  optional: {
    leadSeqId: 'string', repeatedLeadId: 'boolean', topic: stringOrNull, value: numberOrNull,
    currency: stringOrNull, ticketId: stringOrNull, leadId: stringOrNull,
  },
});
const VisitSessionPurchase = (): AnswerType => ({
  record: {},
  optional: {
    purchaseSeqId: 'string', repeatedOrderId: 'boolean', cart: [VisitCart, 'null'], total: numberOrNull,
    currency: stringOrNull, orderId: stringOrNull,
  },
});
const VisitCart = (): AnswerType => ({
  record: {},
  optional: {
    total: numberOrNull, currency: stringOrNull, numItems: numberOrNull,
    products: [{ list: VisitProductLine }, 'null'],
  },
});
const VisitSessionCart = (): AnswerType => ({
  record: {}, optional: { cartStatus: VisitCart, lastTotalChange: numberOrNull },
});
const VisitGeo = (): AnswerType => ({
  record: {},
  optional: {
    country: stringOrNull, countryCode: stringOrNull, state: stringOrNull, city: stringOrNull,
    isp: stringOrNull, org: stringOrNull,
  },
});
const EngagementValidity = (): AnswerType => ({ record: { valid: 'boolean', reason: stringOrNull } });
const IvrAvailability = (): AnswerType => ({
  record: { status: [{ literal: 'Available' }, { literal: 'Not Available' }] },
  optional: { engagementDetails: IvrEngagementDetails },
});
const IvrEngagementDetails = (): AnswerType => ({
  record: {
    urlToChat: 'string', validForSeconds: 'number', expectedWaitTimeSeconds: 'number', queueSize: 'number',
  },
});
const PredefinedContent = (): AnswerType => ({
  record: { id: 'number', deleted: 'boolean' },
  optional: {
    enabled: 'boolean', type: 'number', data: { list: PredefinedContentText },
    hotkey: [PredefinedContentHotkey, 'null'], 'hot-key': [PredefinedContentHotkey, 'null'],
    templateId: stringOrNull, attributes: { list: PredefinedContentAttribute },
    categoriesIds: { list: 'number' }, skillIds: { list: 'number' }, lobIds: { list: 'number' },
  },
});
const PredefinedContentText = (): AnswerType => ({
  record: {}, optional: { title: 'string', msg: 'string', lang: 'string', isDefault: 'boolean' },
});
const PredefinedContentHotkey = (): AnswerType => ({ record: { prefix: 'string', suffix: 'string' } });
const PredefinedContentAttribute = (): AnswerType => ({ record: { name: 'string', value: 'string' } });
const DefaultPredefinedContent = (): AnswerType => ({
  record: {
    templateId: 'string', templateDeleted: 'boolean', deleted: 'boolean', enabled: 'boolean',
    data: { list: PredefinedContentText }, type: 'number',
  },
});
const DeltaAnswerOfPredefinedContent = (): AnswerType => ({
  record: { appDataList: { list: DeltaApplicationOfPredefinedContent } },
});
const DeltaApplicationOfPredefinedContent = (): AnswerType => ({
  record: {
    appName: 'string', appApiVersion: 'number',
    accountList: { record: { accountList: { list: DeltaAccountOfPredefinedContent } } },
  },
});
const DeltaAccountOfPredefinedContent = (): AnswerType => ({
  record: { siteId: 'string', itemsCollection: DeltaItemsOfPredefinedContent },
});
const DeltaItemsOfPredefinedContent = (): AnswerType => ({
  record: { items: { list: PredefinedContent }, revision: 'number' },
});
const AccountChangesOfPredefinedContent = (): AnswerType => ({
  record: { siteId: 'string', revisionsCollection: { list: ChangedRevisionOfPredefinedContent } },
});
const ChangedRevisionOfPredefinedContent = (): AnswerType => ({
  record: { revision: 'number', revisionDate: 'string', items: { list: PredefinedContent } },
});
const AutomaticMessage = (): AnswerType => ({
  record: {
    id: 'number', deleted: 'boolean', enabled: 'boolean', messageEventId: 'string',
    data: { list: AutomaticMessageText },
  },
  optional: { templateId: stringOrNull, attributes: { list: AutomaticMessageAttribute } },
});
const AutomaticMessageText = (): AnswerType => ({
  record: { msg: 'string', lang: 'string' }, optional: { isDefault: 'boolean' },
});
const AutomaticMessageAttribute = (): AnswerType => ({ record: { name: 'string', value: 'string' } });
const PredefinedCategory = (): AnswerType => ({
  record: { id: 'number', deleted: 'boolean' },
  optional: { name: 'string', order: 'number', proposed: 'boolean' },
});
const DeltaAnswerOfPredefinedCategory = (): AnswerType => ({
  record: { appDataList: { list: DeltaApplicationOfPredefinedCategory } },
});
const DeltaApplicationOfPredefinedCategory = (): AnswerType => ({
  record: {
    appName: 'string', appApiVersion: 'number',
    accountList: { record: { accountList: { list: DeltaAccountOfPredefinedCategory } } },
  },
});
const DeltaAccountOfPredefinedCategory = (): AnswerType => ({
  record: { siteId: 'string', itemsCollection: DeltaItemsOfPredefinedCategory },
});
const DeltaItemsOfPredefinedCategory = (): AnswerType => ({
  record: { items: { list: PredefinedCategory }, revision: 'number' },
});
const AccountChangesOfPredefinedCategory = (): AnswerType => ({
  record: { siteId: 'string', revisionsCollection: { list: ChangedRevisionOfPredefinedCategory } },
});
const ChangedRevisionOfPredefinedCategory = (): AnswerType => ({
  record: { revision: 'number', revisionDate: 'string', items: { list: PredefinedCategory } },
});
const UnifiedAutomaticMessage = (): AnswerType => ({
  record: { deleted: 'boolean' },
  optional: {
    contexts: UnifiedAutomaticMessageContexts, messageEventId: 'string', id: 'string', enabled: 'boolean',
    data: { list: UnifiedAutomaticMessageText }, attributes: UnifiedAutomaticMessageAttributes,
  },
});
const UnifiedAutomaticMessageContexts = (): AnswerType => ({
  record: {},
  optional: { SKILL: { list: ['string', UnifiedAutomaticMessageSkill] }, ACCOUNT: { list: 'string' } },
});
const UnifiedAutomaticMessageSkill = (): AnswerType => ({
  record: { skillId: numberOrString }, optional: { enabled: 'boolean' },
});
const UnifiedAutomaticMessageText = (): AnswerType => ({
  record: {}, optional: { msg: 'string', lang: 'string', isDefault: 'boolean' },
});
const UnifiedAutomaticMessageAttributes = (): AnswerType => [
  { list: { map: 'string' } }, { map: 'string' },
];
const UnifiedAutomaticMessageByContext = (): AnswerType => ({
  record: {}, optional: { SKILL: UnifiedAutomaticMessagesById, ACCOUNT: UnifiedAutomaticMessagesById },
});
const UnifiedAutomaticMessagesById = (): AnswerType => [
  { map: [UnifiedAutomaticMessageInContext, { list: UnifiedAutomaticMessageInContext }] },
  { list: UnifiedAutomaticMessageInContext },
];
const UnifiedAutomaticMessageInContext = (): AnswerType => ({
  record: { deleted: 'boolean' },
  optional: {
    skillId: 'number', messageEventId: 'string', id: 'string', enabled: 'boolean',
    data: { list: UnifiedAutomaticMessageText }, attributes: UnifiedAutomaticMessageAttributes,
  },
});
const AgentStatusReason = (): AnswerType => ({
  record: { id: 'number', text: 'string', state: 'string', enabled: 'boolean', deleted: 'boolean' },
  optional: { order: 'number' },
});
const AccountChangesOfAgentStatusReason = (): AnswerType => ({
  record: { siteId: 'string', revisionsCollection: { list: ChangedRevisionOfAgentStatusReason } },
});
const ChangedRevisionOfAgentStatusReason = (): AnswerType => ({
  record: { revision: 'number', revisionDate: 'string', items: { list: AgentStatusReason } },
});
const EventInvocation = (): AnswerType => ({
  record: { uuid: 'string', timestamp: stringOrNumberOrNull, result: 'unknown' },
});
const EventImplementation = (): AnswerType => ({ record: { implemented: 'boolean' } });
const ConversationPage = (): AnswerType => ({
  record: { _metadata: InteractionPageMetadata, conversationHistoryRecords: { list: Conversation } },
});
const Conversation = (): AnswerType => ({
  record: { info: ConversationInfo },
  optional: {
    campaign: [ConversationCampaign, 'null'], monitoring: [ConversationMonitoring, 'null'],
    messageRecords: { list: ConversationMessage }, agentParticipants: { list: AgentParticipant },
    agentParticipantsActive: { list: AgentParticipant }, agentParticipantsLeave: { list: AgentParticipant },
    consumerParticipants: { list: ConsumerParticipant }, consumerParticipant: { list: ConsumerParticipant },
    transfers: { list: ConversationTransfer }, interactions: { list: ConversationInteraction },
    dialogs: { list: ConversationDialog }, messageScores: { list: MessageScore },
    messageScore: { list: MessageScore }, messageStatuses: { list: MessageStatus },
    skillChanges: { list: 'unknown' }, conversationSurveys: { list: ConversationSurvey },
    coBrowseSessions: [{ record: { coBrowseSessionsList: { list: MessagingCoBrowseSession } } }, 'null'],
    sdes: [{ record: { events: { list: EngagementAttributeEvent } } }, 'null'],
    unAuthSdes: [{ record: { events: { list: EngagementAttributeEvent } } }, 'null'],
    responseTime: [
      { record: { latestEffectiveResponseDueTime: 'number', configuredResponseTime: 'number' } }, 'null',
    ],
    summary: [{ record: { text: 'string', lastUpdatedTime: 'number' } }, 'null'],
    intents: { list: ConversationIntent }, uniqueIntents: { list: UniqueIntent },
    latestAgentSurvey: [AgentSurvey, 'null'],
    previouslySubmittedAgentSurveys: [{ list: AgentSurvey }, 'null'], pageView: { list: 'unknown' },
  },
});
const ConversationInfo = (): AnswerType => ({
  record: {
    startTime: 'string', startTimeL: 'number', endTime: 'string', endTimeL: 'number', duration: 'number',
    conversationId: 'string', brandId: 'string', status: 'string', firstConversation: 'boolean',
    source: 'string', device: 'string', latestSkillId: 'number', latestSkillName: 'string',
  },
  optional: {
    conversationEndTime: 'string', conversationEndTimeL: 'number', fullDialogEndTime: 'string',
    fullDialogEndTimeL: 'number', fullDialogStatus: 'string', closeReason: stringOrNull,
    closeReasonDescription: stringOrNull, csat: numberOrNull, csatRate: numberOrNull, mcs: numberOrNull,
    alertedMCS: numberOrNull, deviceModel: stringOrNull, latestAgentId: stringOrNull,
    latestAgentLoginName: stringOrNull, latestAgentNickname: stringOrNull, latestAgentFullName: stringOrNull,
    agentDeleted: 'boolean', latestAgentGroupId: numberOrNull, latestAgentGroupName: stringOrNull,
    latestQueueState: 'string', isPartial: 'boolean', visitorId: stringOrNull, browser: stringOrNull,
    browserVersion: stringOrNull, operatingSystem: stringOrNull, operatingSystemVersion: stringOrNull,
    sessionId: stringOrNull, interactionContextId: stringOrNull, timeZone: stringOrNull,
    features: [{ list: 'string' }, 'null'], language: stringOrNull, integration: stringOrNull,
    integrationVersion: stringOrNull, appId: stringOrNull, appVersion: stringOrNull, ipAddress: stringOrNull,
    latestHandlerAccountId: stringOrNull, latestHandlerSkillId: numberOrNull, wasStepUp: 'boolean',
    pendingAgentSurvey: 'boolean', firstIntentName: stringOrNull, firstIntentLabel: stringOrNull,
    brandName: stringOrNull,
  },
});
const ConversationCampaign = (): AnswerType => ({
  record: {},
  optional: {
    campaignEngagementId: stringOrNumberOrNull, campaignEngagementName: stringOrNull,
    campaignId: stringOrNumberOrNull, campaignName: stringOrNull, goalId: stringOrNumberOrNull,
    goalName: stringOrNull, engagementAgentNote: stringOrNull, engagementSource: stringOrNull,
    engagementApplicationId: stringOrNull, engagementApplicationName: stringOrNull,
    engagementApplicationTypeId: stringOrNull, engagementApplicationTypeName: stringOrNull,
    visitorBehaviorId: stringOrNumberOrNull, visitorBehaviorName: stringOrNull,
    visitorProfileId: stringOrNumberOrNull, visitorProfileName: stringOrNull, lobId: stringOrNumberOrNull,
    lobName: stringOrNull, locationId: stringOrNumberOrNull, locationName: stringOrNull,
    profileSystemDefault: booleanOrNull, behaviorSystemDefault: booleanOrNull,
  },
});
const ConversationMonitoring = (): AnswerType => ({
  record: {},
  optional: {
    country: stringOrNull, countryCode: stringOrNull, state: stringOrNull, city: stringOrNull,
    isp: stringOrNull, org: stringOrNull, ipAddress: stringOrNull, browser: stringOrNull,
    operatingSystem: stringOrNull, conversationStartPage: stringOrNull,
    conversationStartPageTitle: stringOrNull, device: stringOrNull,
  },
});
const ConversationMessage = (): AnswerType => ({
  record: {
    type: 'string', messageData: ConversationMessageData, messageId: 'string', seq: 'number',
    participantId: 'string', time: 'string', timeL: 'number', sentBy: 'string',
  },
  optional: {
    dialogId: 'string', source: 'string', integrationSource: stringOrNull, device: 'string',
    audience: 'string', contextData: [ConversationContextData, 'null'], predefinedContent: booleanOrNull,
    predefinedContentId: stringOrNull, predefinedContentCategoryId: stringOrNull,
    predefinedContentLanguage: stringOrNull, predefinedContentEdited: booleanOrNull,
  },
});
const ConversationMessageData = (): AnswerType => ({
  record: {},
  optional: {
    msg: { record: { text: 'string' } },
    file: {
      record: {},
      optional: {
        relativePath: 'string', fileType: 'string', caption: stringOrNull, preview: stringOrNull,
      },
    },
    richContent: { record: { content: 'string' } }, quickReplies: { record: { content: 'string' } },
  },
});
const ConversationContextData = (): AnswerType => ({
  record: {},
  optional: {
    rawMetadata: stringOrNull,
    structuredMetadata: {
      list: {
        record: {},
        optional: {
          botResponse: {
            record: {},
            optional: {
              externalConversationId: stringOrNull, businessCases: { list: 'string' },
              intents: {
                list: {
                  record: {},
                  optional: {
                    id: stringOrNull, name: stringOrNull, confidence: 'string', confidenceScore: 'number',
                  },
                },
              },
            },
          },
          actionReason: { record: {}, optional: { reason: stringOrNull, reasonId: stringOrNull } },
        },
      },
    },
  },
});
const AgentParticipant = (): AnswerType => ({
  record: { agentId: 'string', role: 'string', time: 'string', timeL: 'number' },
  optional: {
    agentFullName: stringOrNull, agentNickname: stringOrNull, agentLoginName: stringOrNull,
    agentDeleted: 'boolean', agentPid: stringOrNull, userType: 'string', userTypeName: 'string',
    agentGroupId: numberOrNull, agentGroupName: stringOrNull, permission: stringOrNull, dialogId: 'string',
    contextData: [ConversationContextData, 'null'],
  },
});
const ConsumerParticipant = (): AnswerType => ({
  record: { participantId: 'string', time: 'string', timeL: 'number' },
  optional: {
    firstName: stringOrNull, lastName: stringOrNull, token: stringOrNull, email: stringOrNull,
    phone: stringOrNull, avatarURL: stringOrNull, consumerName: stringOrNull, joinTime: 'string',
    joinTimeL: 'number', dialogId: 'string',
  },
});
const ConversationTransfer = (): AnswerType => ({
  record: {
    time: 'string', timeL: 'number', targetSkillId: 'number', targetSkillName: 'string', reason: 'string',
    sourceSkillId: 'number', sourceSkillName: 'string',
  },
  optional: {
    assignedAgentId: stringOrNull, assignedAgentLoginName: stringOrNull, assignedAgentNickname: stringOrNull,
    assignedAgentFullName: stringOrNull, by: stringOrNull, sourceAgentId: stringOrNull,
    sourceAgentFullName: stringOrNull, sourceAgentLoginName: stringOrNull, sourceAgentNickname: stringOrNull,
    dialogId: 'string', contextData: [ConversationContextData, 'null'],
  },
});
const ConversationInteraction = (): AnswerType => ({
  record: {
    assignedAgentId: 'string', interactionTime: 'string', interactionTimeL: 'number',
    interactiveSequence: 'number',
  },
  optional: {
    assignedAgentFullName: stringOrNull, assignedAgentLoginName: stringOrNull,
    assignedAgentNickname: stringOrNull, dialogId: 'string',
  },
});
const ConversationDialog = (): AnswerType => ({
  record: {
    dialogId: 'string', status: 'string', dialogType: 'string', dialogChannelType: 'string',
    startTime: 'string', startTimeL: 'number', skillId: stringOrNumber, skillName: 'string',
  },
  optional: {
    endTime: stringOrNull, endTimeL: numberOrNull, closeReason: stringOrNull,
    closeReasonDescription: stringOrNull,
  },
});
const MessageScore = (): AnswerType => ({
  record: {
    messageId: 'string', messageRawScore: 'number', mcs: 'number', time: 'string', timeL: 'number',
  },
});
const MessageStatus = (): AnswerType => ({
  record: {
    messageId: 'string', time: 'string', timeL: 'number', participantId: 'string',
    messageDeliveryStatus: 'string',
  },
  optional: {
    seq: 'number', participantType: 'string', dialogId: 'string',
    contextData: [ConversationContextData, 'null'],
  },
});
const ConversationSurvey = (): AnswerType => ({
  record: {
    surveyType: 'string', surveyStatus: 'string',
    surveyData: {
      list: {
        record: { question: 'string', answer: 'string' },
        optional: {
          questionId: stringOrNull, questionName: stringOrNull, answerId: stringOrNull,
          questionType: stringOrNull, questionFormat: stringOrNull, answerSeq: stringOrNumberOrNull,
          isValidAnswer: booleanOrNull,
        },
      },
    },
  },
  optional: { dialogId: 'string', surveyId: 'string' },
});
const MessagingCoBrowseSession = (): AnswerType => ({
  record: {
    sessionId: 'string', startTime: 'string', startTimeL: 'number', endTime: 'string', endTimeL: 'number',
    endReason: 'string', duration: 'number', type: 'string', agentId: 'string', interactive: 'boolean',
  },
  optional: { interactiveTime: 'string', interactiveTimeL: 'number', capabilities: { list: 'string' } },
});
const ConversationIntent = (): AnswerType => ({
  record: { selectedClassification: IntentClassification, messageId: 'string' },
  optional: { allClassifications: { list: IntentClassification } },
});
const IntentClassification = (): AnswerType => ({
  record: { intentName: 'string', intentLabel: 'string', confidenceScore: 'number' },
  optional: { versions: { list: { record: { modelName: 'string', modelVersion: 'string' } } } },
});
const UniqueIntent = (): AnswerType => ({ record: { intentName: 'string', intentLabel: 'string' } });
const AgentSurvey = (): AnswerType => ({
  record: {
    surveyStatus: 'string', statusReason: 'string', dialogId: 'string', surveyId: 'string',
    acSurveyId: 'string', acSurveyName: 'string', acSurveyRevision: stringOrNumber, surveySkillId: 'number',
    surveySkillName: 'string', assignedAgentId: 'string', assignedAgentNickName: 'string',
    assignedAgentName: 'string', lastUpdateTime: 'number',
  },
  optional: {
    performedByAgentId: stringOrNull, performedByAgentNickName: stringOrNull,
    performedByAgentName: stringOrNull,
    submittedAnswers: {
      list: {
        record: {
          questionText: 'string', questionId: 'string', questionDefinition: 'string',
          questionCategory: 'string', answers: { list: { record: { answer: 'string', answerId: 'string' } } },
        },
      },
    },
  },
});

/** What each operation answers, and what the rows of each kind of data file are. */
export const answers = {
  'dataAccess.rows:agentActivity': AgentActivityRow, 'dataAccess.rows:webSession': WebSessionRow,
  'dataAccess.rows:engagement': EngagementRow, 'dataAccess.rows:survey': SurveyRow,
  'dataAccess.listResources': DataAccessResources, 'dataAccess.listAgentActivityFiles': DataFileList,
  'dataAccess.listWebSessionFiles': DataFileList, 'dataAccess.listEngagementFiles': DataFileList,
  'dataAccess.listSurveyFiles': DataFileList, 'dataAccess.getSchema': 'unknown',
  'dataAccess.download': 'unknown', 'engagementHistory.search': InteractionPage,
  'operationalRealtime.queueHealth': QueueHealth,
  'operationalRealtime.engagementActivity': EngagementActivity,
  'operationalRealtime.agentActivity': AgentActivity, 'operationalRealtime.agentActivityPost': AgentActivity,
  'operationalRealtime.currentQueueState': CurrentQueueState,
  'operationalRealtime.slaHistogram': SlaHistogram,
  'operationalRealtime.messagingConversation': MessagingConversationReport,
  'operationalRealtime.messagingConversationPost': MessagingConversationReport,
  'operationalRealtime.messagingQueueHealth': MessagingQueueHealth,
  'operationalRealtime.messagingCurrentQueueHealth': MessagingCurrentQueueHealth,
  'operationalRealtime.messagingQueueHealthByGroup': MessagingQueueHealthByGroup,
  'operationalRealtime.messagingCsatDistribution': MessagingCsatDistribution,
  'operationalRealtime.messagingAgentSegments': MessagingAgentSegments,
  'operationalRealtime.messagingSkillSegments': MessagingSkillSegments,
  'operationalRealtime.messagingEstimatedWaitTime': MessagingEstimatedWaitTime,
  'personalDataDeletion.list': { list: DeletionRequest },
  'personalDataDeletion.get': [{ list: DeletionRequest }, DeletionRequest], 'users.list': { list: User },
  'users.get': User, 'skills.list': { list: Skill }, 'skills.get': Skill,
  'agentGroups.list': { list: AgentGroup }, 'agentGroups.get': AgentGroup, 'profiles.list': { list: Profile },
  'profiles.get': Profile, 'lobs.list': { list: Lob }, 'lobs.get': Lob,
  'workdays.list': { list: WorkdaysObject }, 'workdays.get': WorkdaysObject,
  'workdays.listSpecialOccasions': { list: SpecialOccasion }, 'workdays.getSpecialOccasion': SpecialOccasion,
  'visitInformation.get': VisitState, 'validateEngagement.validate': EngagementValidity,
  'ivrEngagement.request': IvrAvailability, 'predefinedContent.list': { list: PredefinedContent },
  'predefinedContent.listGroupedByCategories': { map: { list: PredefinedContent } },
  'predefinedContent.get': PredefinedContent,
  'predefinedContent.listDefaults': { list: DefaultPredefinedContent },
  'predefinedContent.getDefault': [DefaultPredefinedContent, { list: DefaultPredefinedContent }],
  'predefinedContent.queryDelta': DeltaAnswerOfPredefinedContent,
  'predefinedContent.queryChanges': [
    AccountChangesOfPredefinedContent, { list: AccountChangesOfPredefinedContent },
  ],
  'automaticMessages.list': { list: AutomaticMessage }, 'automaticMessages.get': AutomaticMessage,
  'predefinedCategories.list': { list: PredefinedCategory },
  'predefinedCategories.listByRevision': { list: PredefinedCategory },
  'predefinedCategories.get': PredefinedCategory,
  'predefinedCategories.queryDelta': DeltaAnswerOfPredefinedCategory,
  'predefinedCategories.queryChanges': { list: AccountChangesOfPredefinedCategory },
  'unifiedAutomaticMessages.list': { list: UnifiedAutomaticMessage },
  'unifiedAutomaticMessages.get': UnifiedAutomaticMessage,
  'unifiedAutomaticMessages.getByContext': UnifiedAutomaticMessageByContext,
  'unifiedAutomaticMessages.listDefaults': { list: UnifiedAutomaticMessage },
  'agentStatusReason.list': { list: AgentStatusReason }, 'agentStatusReason.get': AgentStatusReason,
  'agentStatusReason.queryChanges': { list: AccountChangesOfAgentStatusReason },
  'functions.invoke': 'unknown', 'functions.invokeByEvent': { list: EventInvocation },
  'functions.isImplemented': EventImplementation, 'functions.invokeV1': 'unknown',
  'functions.invokeByEventV1': { list: EventInvocation }, 'functions.isImplementedV1': EventImplementation,
  'messagingInteractions.search': ConversationPage, 'messagingInteractions.get': ConversationPage,
  'messagingInteractions.listByConsumer': ConversationPage,
} satisfies Readonly<Record<string, AnswerType>>;
