import * as z from 'zod/mini';
import type { Agrees } from '../define-api.js';
import type { Expect } from '../expect.js';
import { visitAttributeSchemas, visitEventSchema } from './visit-attributes-schema.js';
import type { VisitEngagement, VisitPage, VisitRevisions, VisitSession, VisitState } from './visit-state.js';

const text = () => z.exactOptional(z.nullable(z.string()));
const revisions = () => z.record(z.string(), z.looseObject({ revision: z.number() }));
const optionalRevisions = () => z.exactOptional(revisions());
const optionalNumber = () => z.exactOptional(z.number());
const optionalList = <Item extends z.ZodMiniType>(item: Item) => z.exactOptional(z.array(item));

/** Schema of {@link VisitState}. */
export function visitStateSchema() {
  return z.looseObject({ id: z.string(), appSessions: z.array(sessionSchema()) });
}

function sessionSchema() {
  const attributes = visitAttributeSchemas();
  return z.looseObject({
    id: z.string(),
    startTime: optionalNumber(),
    engagements: optionalList(engagementSchema()),
    pages: optionalList(pageSchema()),
    events: optionalList(visitEventSchema(attributes)),
    ...reportedFields(attributes),
    searchEngine: z.exactOptional(
      z.looseObject({
        searchEngine: z.exactOptional(z.string()),
        keywords: z.exactOptional(z.string()),
      }),
    ),
    geo: z.exactOptional(z.nullable(geoSchema())),
    ipv4: text(),
    userAgent: text(),
    deviceFamily: text(),
    deviceOS: text(),
    mobileDeviceInfo: z.exactOptional(z.looseObject({ mobile: z.boolean(), detected: z.boolean() })),
    externalReferrer: text(),
    siteControlGroup: z.exactOptional(z.string()),
    revActiveVPs: optionalRevisions(),
    revAllVPs: optionalRevisions(),
    revActiveVBs: optionalRevisions(),
    revAllVBs: optionalRevisions(),
    revAllOSLs: optionalRevisions(),
  });
}

/** What a session sums up of the attributes that were reported. */
function reportedFields(attributes: ReturnType<typeof visitAttributeSchemas>) {
  const { person, customer, marketingSource, serviceActivity, lead, transaction, cart } = attributes;
  const activity = z.looseObject({
    ...serviceActivity.shape,
    serviceSeqId: z.exactOptional(z.string()),
    repeatedServiceActivity: z.exactOptional(z.boolean()),
  });
  const sessionLead = z.looseObject({
    ...lead.shape,
    leadSeqId: z.exactOptional(z.string()),
    repeatedLeadId: z.exactOptional(z.boolean()),
  });
  const purchase = z.looseObject({
    ...transaction.shape,
    purchaseSeqId: z.exactOptional(z.string()),
    repeatedOrderId: z.exactOptional(z.boolean()),
    cart: z.exactOptional(z.nullable(cart)),
  });
  const sessionCart = z.looseObject({
    cartStatus: z.exactOptional(cart),
    lastTotalChange: z.exactOptional(z.nullable(z.number())),
  });
  return {
    personalInfo: z.exactOptional(z.looseObject({ personalInfo: person })),
    customerInfo: z.exactOptional(z.looseObject({ customerInfo: customer })),
    marketingCampaignInfo: z.exactOptional(z.looseObject({ marketingCampaignInfo: marketingSource })),
    serviceActivity: optionalList(activity),
    leads: optionalList(sessionLead),
    purchases: optionalList(purchase),
    cart: z.exactOptional(sessionCart),
    viewedProduct: optionalList(attributes.productLine),
    visitorError: optionalList(attributes.error),
  };
}

function engagementSchema() {
  const campaign = z.looseObject({
    id: z.number(),
    revision: z.number(),
    goalId: z.number(),
    campaignEventSequence: z.exactOptional(z.unknown()),
    activeVPs: optionalRevisions(),
  });
  const goal = z.looseObject({
    id: z.number(),
    revision: z.number(),
    type: z.number(),
    indicatorType: z.number(),
  });
  const engagement = z.looseObject({
    state: z.number(),
    zoneId: z.nullable(z.number()),
    pageId: z.string(),
    firstFollowMeEngagementContextId: z.exactOptional(z.unknown()),
    campaignControl: z.exactOptional(z.string()),
    campaignEntity: campaign,
    engagementEntity: engagementDefinitionSchema(),
    goalEntity: goal,
  });
  const click = z.looseObject({ activityTime: z.number(), pageId: z.string() });
  return z.looseObject({ id: z.string(), engagement, impressionAccepted: optionalList(click) });
}

function engagementDefinitionSchema() {
  return z.looseObject({
    id: z.number(),
    revision: z.number(),
    channel: z.number(),
    type: z.number(),
    isOffsiteEngagement: z.boolean(),
    activeVBs: optionalRevisions(),
    activeOSLs: optionalRevisions(),
    engagementSkill: z.looseObject({ skillId: z.number(), skillName: z.string() }),
    surveySkills: z.array(z.unknown()),
    availabilityPolicy: optionalNumber(),
    renderingType: optionalNumber(),
    conversationType: optionalNumber(),
  });
}

function pageSchema() {
  const basic = z.looseObject({
    url: z.exactOptional(z.string()),
    startTime: optionalNumber(),
    referrer: text(),
    title: text(),
    sections: z.exactOptional(z.nullable(z.array(z.string()))),
  });
  return z.looseObject({
    id: z.string(),
    url: z.string(),
    startTime: z.number(),
    timeOnPage: optionalNumber(),
    pageLoaded: z.exactOptional(z.boolean()),
    pageTitle: text(),
    referrer: text(),
    pageBasic: z.exactOptional(basic),
    revActiveOSLs: optionalRevisions(),
  });
}

function geoSchema() {
  return z.looseObject({
    country: text(),
    countryCode: text(),
    state: text(),
    city: text(),
    isp: text(),
    org: text(),
  });
}

// The witness of the whole cannot see into a map: its keys are not known. This one looks into it.
type Revision = z.output<ReturnType<typeof revisions>>[string];
export type VisitRevisionAgrees = Expect<Agrees<z.ZodMiniType<Revision>, VisitRevisions[string]>>;
export type VisitEngagementSchemaAgrees = Expect<
  Agrees<ReturnType<typeof engagementSchema>, VisitEngagement>
>;
export type VisitPageSchemaAgrees = Expect<Agrees<ReturnType<typeof pageSchema>, VisitPage>>;
export type VisitSessionSchemaAgrees = Expect<Agrees<ReturnType<typeof sessionSchema>, VisitSession>>;
export type VisitStateSchemaAgrees = Expect<Agrees<ReturnType<typeof visitStateSchema>, VisitState>>;
