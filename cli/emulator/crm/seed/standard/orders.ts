import type { StandardModule } from '../standard-module.ts';
import { addressLines, authorLines, hiddenLines } from '../standard-module.ts';

const totals = 'Sub_Total currency ro\nDiscount currency\nTax currency\nAdjustment currency\nGrand_Total currency ro';
const carrier = 'Carrier picklist = FedEX; UPS; USPS; DHL; BlueDart';

const itemLines = `
  Product_Name lookup -> Products
  Quantity double !
  List_Price currency
  Total currency ro
  Discount currency
  Total_After_Discount currency ro
  Tax currency
  Net_Total currency ro
  Line_Tax linetax
  Description textarea:32000
  Sequence_Number bigint ro
  Created_Time datetime ro
  Modified_Time datetime ro`;

function items(name: string, singular: string, inner: string): StandardModule {
  return { name, singular, plural: name.replaceAll('_', ' '), inner, sort: 'subform', sections: { [`${singular} Information`]: itemLines } };
}

/** Papers of a sale with their line items. */
export const orderModules: readonly StandardModule[] = [
  {
    name: 'Sales_Orders',
    singular: 'Sales Order',
    plural: 'Sales Orders',
    inner: 'SalesOrders',
    display: 'Subject',
    sections: {
      'Sales Order Information': `
        SO_Number text:120 ro
        Owner ownerlookup "Sales Order Owner"
        Subject text:120 !
        Deal_Name lookup -> Deals
        Purchase_Order text:50
        Customer_No text:50
        Quote_Name lookup -> Quotes
        Due_Date date
        Pending text:50
        Contact_Name lookup -> Contacts
        ${carrier}
        Excise_Duty currency:16
        Sales_Commission currency:16
        Status picklist = Created; Approved; Delivered; Cancelled
        Account_Name lookup ! -> Accounts
        ${authorLines}`,
      'Address Information': `${addressLines('Billing')}\n${addressLines('Shipping')}`,
      'Ordered Items': `Ordered_Items subform\n${totals}`,
      'Terms and Conditions': 'Terms_and_Conditions textarea:32000',
      'Description Information': 'Description textarea:32000',
    },
    off: hiddenLines,
  },
  {
    name: 'Purchase_Orders',
    singular: 'Purchase Order',
    plural: 'Purchase Orders',
    inner: 'PurchaseOrders',
    display: 'Subject',
    sections: {
      'Purchase Order Information': `
        PO_Number text:120
        Owner ownerlookup "Purchase Order Owner"
        Subject text:120 !
        Vendor_Name lookup ! -> Vendors
        Requisition_No text:50 "Requisition Number"
        Tracking_Number text:50
        Contact_Name lookup -> Contacts
        PO_Date date
        Due_Date date
        ${carrier}
        Excise_Duty currency:16
        Sales_Commission currency:16
        Status picklist = -None-; Created; Approved; Delivered; Cancelled
        ${authorLines}`,
      'Address Information': `${addressLines('Billing')}\n${addressLines('Shipping')}`,
      'Purchase Items': `Purchase_Items subform\n${totals}`,
      'Terms and Conditions': 'Terms_and_Conditions textarea:32000',
      'Description Information': 'Description textarea:32000',
    },
    off: hiddenLines,
  },
  {
    name: 'Invoices',
    singular: 'Invoice',
    plural: 'Invoices',
    display: 'Subject',
    sections: {
      'Invoice Information': `
        Invoice_Number text:120 ro
        Owner ownerlookup "Invoice Owner"
        Subject text:120 !
        Sales_Order lookup -> Sales_Orders
        Invoice_Date date
        Purchase_Order text:50
        Due_Date date
        Excise_Duty currency:16
        Sales_Commission currency:16
        Status picklist = -None-; Created; Approved; Delivered; Cancelled
        Account_Name lookup ! -> Accounts
        Contact_Name lookup -> Contacts
        Deal_Name__s lookup "Deal Name" -> Deals
        ${authorLines}`,
      'Address Information': `${addressLines('Billing')}\n${addressLines('Shipping')}`,
      'Invoiced Items': `Invoiced_Items subform\n${totals}`,
      'Terms and Conditions': 'Terms_and_Conditions textarea:32000',
      'Description Information': 'Description textarea:32000',
    },
    off: hiddenLines,
  },
  items('Quoted_Items', 'Quoted Item', 'QuotedItems'),
  items('Ordered_Items', 'Ordered Item', 'OrderedItems'),
  items('Purchase_Items', 'Purchase Item', 'PurchaseItems'),
  items('Invoiced_Items', 'Invoiced Item', 'InvoicedItems'),
];
