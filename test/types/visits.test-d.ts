import { describe, expectTypeOf, it } from 'vitest';
import type { ApiCall } from '../../src/apis/api-call.js';
import type { ApiNamespaces } from '../../src/apis/index.js';
import type { IvrEngagementAttribute } from '../../src/apis/visits/ivr-attributes.js';
import type { IvrAvailability, IvrEngagementDetails } from '../../src/apis/visits/ivr-engagement.js';
import type { EngagementValidity } from '../../src/apis/visits/validate-engagement.js';
import type { VisitEvent } from '../../src/apis/visits/visit-attributes.js';
import type { VisitSession, VisitState } from '../../src/apis/visits/visit-state.js';

declare const lp: ApiNamespaces;
const visit = { visitorId: 'v', sessionId: 's' };

describe('visitInformation', () => {
  it('gets the state of a visit', () => {
    expectTypeOf(lp.visitInformation.get(visit)).toEqualTypeOf<ApiCall<VisitState>>();
    expectTypeOf(lp.visitInformation.get({ ...visit, filter: 'agent' }, { timeoutMs: 1 })).toEqualTypeOf<
      ApiCall<VisitState>
    >();
    expectTypeOf(lp.visitInformation.get({ ...visit, filter: undefined })).not.toBeAny();
    // @ts-expect-error the session is missing
    lp.visitInformation.get({ visitorId: 'v' });
    // @ts-expect-error visitors have opaque ids
    lp.visitInformation.get({ ...visit, visitorId: 7 });
    // @ts-expect-error there is no such filter
    lp.visitInformation.get({ ...visit, filter: 'visitor' });
    // @ts-expect-error the parameters are missing
    lp.visitInformation.get();
  });

  it('knows what may be absent or null', () => {
    expectTypeOf<VisitState['appSessions']>().toEqualTypeOf<VisitSession[]>();
    expectTypeOf<VisitSession['ipv4']>().toEqualTypeOf<string | null | undefined>();
    expectTypeOf<VisitSession['revAllVPs']>().toEqualTypeOf<
      Record<string, { revision: number }> | undefined
    >();
    expectTypeOf<NonNullable<VisitEvent['cartStatus']>['total']>().toEqualTypeOf<number | null | undefined>();
    expectTypeOf<NonNullable<VisitEvent['cartStatus']>['serverTimeStamp']>().toEqualTypeOf<number>();
    // @ts-expect-error no index signature: a misspelt field is an error
    type _Misspelt = VisitSession['ipV4'];
    // @ts-expect-error sessions have pages, the state has none
    type _AtTheTop = VisitState['pages'];
  });
});

describe('validateEngagement', () => {
  const ids = { ...visit, campaignId: 1, engagementId: '2', contextId: 3 };

  it('tells whether an engagement is valid, and why not', () => {
    expectTypeOf(lp.validateEngagement.validate(ids)).toEqualTypeOf<ApiCall<EngagementValidity>>();
    expectTypeOf(lp.validateEngagement.validate(ids)).resolves.toEqualTypeOf<{
      valid: boolean;
      reason: string | null;
    }>();
    // @ts-expect-error the context is missing
    lp.validateEngagement.validate({ ...visit, campaignId: 1, engagementId: 2 });
    // @ts-expect-error the session is missing
    lp.validateEngagement.validate({ ...ids, sessionId: undefined });
  });
});

describe('ivrEngagement', () => {
  it('asks with optional parameters', () => {
    expectTypeOf(lp.ivrEngagement.request()).toEqualTypeOf<ApiCall<IvrAvailability>>();
    expectTypeOf(lp.ivrEngagement.request({ appType: 'IVR', consumerSections: ['a'] })).toEqualTypeOf<
      ApiCall<IvrAvailability>
    >();
    // @ts-expect-error there is no other type
    lp.ivrEngagement.request({ appType: 'WEB' });
  });

  it('takes each attribute with its own fields', () => {
    expectTypeOf<IvrEngagementAttribute['type']>().toEqualTypeOf<
      | 'cart'
      | 'purchase'
      | 'prodView'
      | 'ctmrinfo'
      | 'mrktInfo'
      | 'personal'
      | 'lead'
      | 'service'
      | 'error'
      | 'searchInfo'
    >();
    const contact = { email: 'caller@example.com' };
    lp.ivrEngagement.request({
      engagementAttributes: [
        { type: 'personal', personal: { contacts: contact } },
        { type: 'personal', personal: { contacts: [contact] } },
        { type: 'searchInfo' },
      ],
    });
    // @ts-expect-error a cart has no order id
    lp.ivrEngagement.request({ engagementAttributes: [{ type: 'cart', orderId: 'A' }] });
    // @ts-expect-error a lead wants its fields
    lp.ivrEngagement.request({ engagementAttributes: [{ type: 'lead' }] });
  });

  it('has details only for some answers', () => {
    expectTypeOf<IvrAvailability['status']>().toEqualTypeOf<'Available' | 'Not Available'>();
    expectTypeOf<IvrAvailability['engagementDetails']>().toEqualTypeOf<IvrEngagementDetails | undefined>();
  });
});
