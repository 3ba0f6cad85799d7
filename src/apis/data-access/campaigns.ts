import type { VisitorHeader } from './record.js';

/** Campaigns that the visitor was eligible for. */
export interface WebSessionEligibilityData {
  '@type': 'WebSessionEligibilityData';
  /** Visitor and session. */
  header?: VisitorHeader | null;
  /** Eligibility over time. */
  eligibilityData?: WebSessionEligibility[] | null;
}

/** Campaigns that the visitor was eligible for at one time. */
export interface WebSessionEligibility {
  /** Campaigns. */
  eligibleCampaigns?: WebSessionEligibleCampaign[] | null;
  /** When, in milliseconds since the epoch. */
  timestamp?: number | null;
}

/** A campaign that the visitor was eligible for. */
export interface WebSessionEligibleCampaign {
  /** Campaign. */
  campaign?: WebSessionCampaign | null;
  /** Its engagements. */
  engagements?: WebSessionEngagement[] | null;
  /** Its goal. */
  goal?: WebSessionGoal | null;
  /** Control group: `NA`, `TEST` or `CONTROL`. */
  controlGroupType?: string | null;
}

/** Engagements that were shown. */
export interface WebSessionImpressionData {
  '@type': 'WebSessionImpressionData';
  /** Visitor and session. */
  header?: VisitorHeader | null;
  /** Impressions. */
  impressions?: WebSessionImpression[] | null;
}

/** What became of an engagement on a page. */
export interface WebSessionImpression {
  /** When, in milliseconds since the epoch (in the documented table, not in its example). */
  timestamp?: number | null;
  /** Which of the engagements on the page. */
  engagementInstanceId?: string | null;
  /** `Show`, `Accept`, `Close` or `Timeout`. */
  impressionType?: string | null;
  /** `content`, `chatonline`, `chatoffline` by the documented table; numbers such as `1` in its example. */
  state?: string | null;
  /** Engagement. */
  engagement?: WebSessionEngagement | null;
  /** Campaign. */
  campaign?: WebSessionCampaign | null;
  /** Goal. */
  goal?: WebSessionGoal | null;
}

/** A campaign. */
export interface WebSessionCampaign {
  '@type'?: 'Campaign';
  /** Campaign id. */
  id?: number | null;
  /** Target audiences. */
  visitorProfiles?: RevisedReference[] | null;
}

/** Something of a campaign, at a revision of it. */
export interface RevisedReference {
  /** Id. */
  id?: number | null;
  /** Revision. */
  revision?: number | null;
}

/** An engagement of a campaign. */
export interface WebSessionEngagement {
  '@type'?: 'Engagement';
  /** Engagement id (in the documented table, not in its example). */
  id?: number | null;
  /** Channel. */
  channel?: string | null;
  /** 0 peeling corner, 1 overlay, 2 toaster, 3 slide-out, 5 embedded, 6 sticky. */
  type?: string | null;
  /** Behaviours that it is shown for. */
  visitorBehaviors?: RevisedReference[] | null;
  /** Skill; -1 for none. */
  skillId?: number | null;
  /** Name of the skill. */
  skillName?: string | null;
  /** Skills of the survey. */
  surveySkills?: WebSessionSurveySkill[] | null;
  /** Whether it is outside the brand's site. */
  isOffsiteEngagement?: boolean | null;
  /** When it is shown. */
  availabilityPolicy?: string | null;
  /** Chat or messaging; its numbers are not documented. */
  interactionType?: number | null;
  /** How it is drawn; its numbers are not documented. */
  renderingType?: number | null;
}

/** A skill that a survey offers. */
export interface WebSessionSurveySkill {
  /** Skill id. */
  id?: number | null;
  /** Name of the skill. */
  name?: string | null;
}

/** Goal of a campaign. */
export interface WebSessionGoal {
  '@type'?: 'Goal';
  /** Goal id. */
  id?: number | null;
  /** Kind of goal; its numbers are not documented. */
  type?: number | null;
  /** Kind of indicator; its numbers are not documented. */
  indicatorType?: number | null;
}
