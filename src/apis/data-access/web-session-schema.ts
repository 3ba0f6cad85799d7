import * as z from 'zod/mini';
import type { Agrees } from '../define-api.js';
import type { Expect } from '../expect.js';
import type { WebSessionAttributeData } from './attributes.js';
import {
  anything,
  flag,
  list,
  maybeNamed,
  named,
  number,
  orNull,
  text,
  visitorHeader,
} from './schema-parts.js';
import type { WebSessionBody, WebSessionGoalMetadata } from './web-session.js';

export function webSessionBodySchema() {
  const attribute = z.looseObject({ timestamp: number(), data: orNull(attributeData()) });
  return z.discriminatedUnion('@type', [
    record('WebSessionEngAttrsData', { engagementAttributes: list(attribute) }),
    record('WebSessionNavigationData', { navigationData: list(page()) }),
    record('WebSessionGoalAchievedData', { achievedGoals: list(achievedGoal()) }),
    record('WebSessionEligibilityData', { eligibilityData: list(eligibility()) }),
    record('WebSessionImpressionData', { impressions: list(impression()) }),
    record('WebSessionGeoData', {
      iPV4: text(),
      iPV6: text(),
      country: text(),
      city: text(),
      state: text(),
      org: text(),
      isp: text(),
      countryCode: text(),
    }),
    record('WebSessionInfoData', {
      sessionStartTime: number(),
      userAgent: text(),
      deviceOS: anything(),
      deviceFamily: anything(),
      siteControlGroup: anything(),
      searchEngine: text(),
      searchEngineKey: text(),
    }),
  ]);
}

/** A record of a session, with its header. */
function record<const Name extends string, Shape extends z.core.$ZodLooseShape>(name: Name, shape: Shape) {
  return named(name, { header: visitorHeader(), ...shape });
}

function attributeData() {
  const authentication = {
    isAuthenticated: flag(),
    authenticatedConversationId: text(),
  };
  return z.discriminatedUnion('@type', [
    named('CustomerInfo', { ...authentication, ...customerInfo() }),
    named('PersonalInfo', { ...authentication, ...personalInfo() }),
    named('Purchase', { total: number(), orderId: text(), cart: anything() }),
    named('Lead', lead()),
    named('CartStatus', {
      total: number(),
      numItems: number(),
      products: list(z.looseObject({ quantity: number(), product: anything() })),
    }),
    named('ViewedProduct', {
      products: list(z.looseObject({ name: text(), category: text(), sku: text(), price: number() })),
    }),
    named('ServiceActivity', serviceActivity()),
    named('VisitorError', {
      contextId: text(),
      message: text(),
      code: number(),
      level: number(),
      resolved: flag(),
    }),
    named('MarketingCampaignInfo', { originatingChannel: number(), affiliate: text(), campaignId: text() }),
  ]);
}

function customerInfo() {
  const date = () => orNull(maybeNamed('YMDDate', { year: number(), month: number(), day: number() }));
  return {
    customerStatus: text(),
    customerType: text(),
    balance: number(),
    customerId: text(),
    socialId: text(),
    imei: text(),
    userName: text(),
    companySize: number(),
    accountName: text(),
    role: text(),
    storeZipCode: text(),
    storeNumber: text(),
    lastPaymentDate: date(),
    registrationDate: date(),
  };
}

function personalInfo() {
  const age = maybeNamed('CustomerAge', {
    customerAgeInYears: number(),
    customerYearOfBirth: number(),
    customerMonthOfBirth: number(),
    customerDateOfBirth: number(),
  });
  return {
    name: text(),
    surname: text(),
    gender: text(),
    company: text(),
    customerAge: orNull(age),
    contacts: list(z.looseObject({ email: text(), phone: text() })),
  };
}

/** Of an attribute and of a goal. */
function lead() {
  return { topic: text(), leadId: text(), value: number() };
}

/** Of an attribute and of a goal. */
function serviceActivity() {
  return { topic: text(), status: number(), category: text(), serviceId: text() };
}

function page() {
  return z.looseObject({
    timestamp: number(),
    url: text(),
    referrerUrl: text(),
    sections: list(z.string()),
  });
}

function achievedGoal() {
  return z.looseObject({
    id: text(),
    timestamp: number(),
    campaignGoalRevision: number(),
    campaignGoalId: number(),
    campaignGoalType: number(),
    goalMetaData: orNull(goalMetadata()),
  });
}

function goalMetadata() {
  return z.discriminatedUnion('@type', [
    named('UrlGoalMetadata', { url: text() }),
    named('PurchaseMetadata', { total: number(), orderId: text(), cartStatus: anything() }),
    named('ReduceAbandonmentGoalMetadata', { numberOfPages: number() }),
    named('IncreaseInteractionGoalMetadata', { engagement: anything(), campaign: anything() }),
    named('LeadMetadata', lead()),
    named('ServiceActivityMetadata', serviceActivity()),
  ]);
}

function eligibility() {
  const eligible = z.looseObject({
    campaign: campaign(),
    engagements: list(engagement()),
    goal: goal(),
    controlGroupType: text(),
  });
  return z.looseObject({ eligibleCampaigns: list(eligible), timestamp: number() });
}

function impression() {
  return z.looseObject({
    timestamp: number(),
    engagementInstanceId: text(),
    impressionType: text(),
    state: text(),
    engagement: orNull(engagement()),
    campaign: campaign(),
    goal: goal(),
  });
}

function campaign() {
  return orNull(maybeNamed('Campaign', { id: number(), visitorProfiles: list(revisedReference()) }));
}

function goal() {
  return orNull(maybeNamed('Goal', { id: number(), type: number(), indicatorType: number() }));
}

function engagement() {
  return maybeNamed('Engagement', {
    id: number(),
    channel: text(),
    type: text(),
    visitorBehaviors: list(revisedReference()),
    skillId: number(),
    skillName: text(),
    surveySkills: list(z.looseObject({ id: number(), name: text() })),
    isOffsiteEngagement: flag(),
    availabilityPolicy: text(),
    interactionType: number(),
    renderingType: number(),
  });
}

function revisedReference() {
  return z.looseObject({ id: number(), revision: number() });
}

export type WebSessionBodySchemaAgrees = Expect<
  Agrees<ReturnType<typeof webSessionBodySchema>, WebSessionBody>
>;
export type AttributeDataSchemaAgrees = Expect<
  Agrees<ReturnType<typeof attributeData>, WebSessionAttributeData>
>;
export type GoalMetadataSchemaAgrees = Expect<
  Agrees<ReturnType<typeof goalMetadata>, WebSessionGoalMetadata>
>;
