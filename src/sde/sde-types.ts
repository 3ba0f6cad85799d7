/** Kinds of engagement attributes, by the names of the official toolbelt. */
export const SDETypes = {
  CART: 'cart',
  TRANSACTION: 'purchase',
  VIEWED_PRODUCT: 'prodView',
  CUSTOMER_INFO: 'ctmrinfo',
  MARKETING_SOURCE: 'mrktInfo',
  PERSONAL_INFO: 'personal',
  LEAD: 'lead',
  SERVICE_ACTIVITY: 'service',
  VISITOR_ERROR: 'error',
  SEARCHED_CONTENT: 'searchInfo',
  ORDER_ID: 'orderId',
} as const;

/** A value of {@link SDETypes}. */
export type SDETypes = (typeof SDETypes)[keyof typeof SDETypes];
