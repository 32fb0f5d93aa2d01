import type { StandardModule } from '../standard-module.ts';
import { addressLines, authorLines, hiddenLines } from '../standard-module.ts';

/** Products, where they come from, and what customers say about them. */
export const catalogueModules: readonly StandardModule[] = [
  {
    name: 'Products',
    singular: 'Product',
    plural: 'Products',
    display: 'Product_Name',
    sections: {
      'Product Information': `
        Owner ownerlookup "Product Owner"
        Product_Name text:200 !
        Product_Code text:40
        Vendor_Name lookup -> Vendors
        Product_Active boolean
        Manufacturer picklist = -None-; Own; Other
        Product_Category picklist = -None-; Goods; Services
        Sales_Start_Date date
        Sales_End_Date date
        Support_Start_Date date
        Support_Expiry_Date date
        ${authorLines}`,
      'Price Information': `
        Unit_Price currency:16
        Commission_Rate currency:16
        Tax multiselectpicklist = Sales Tax; Vat
        Taxable boolean`,
      'Stock Information': `
        Usage_Unit picklist = -None-; Box; Each; Hours; Pack; Pieces
        Qty_Ordered double:16
        Qty_in_Stock double:16
        Reorder_Level double:16
        Handler ownerlookup
        Qty_in_Demand double:16`,
      'Description Information': 'Description textarea:32000',
      'Visit Summary': 'Record_Image profileimage "Product Image"',
    },
    off: hiddenLines,
  },
  {
    name: 'Vendors',
    singular: 'Vendor',
    plural: 'Vendors',
    sections: {
      'Vendor Information': `
        Vendor_Name text:120 !
        Owner ownerlookup "Vendor Owner"
        Phone phone:30
        Email email:100
        Website website:255
        GL_Account picklist = -None-; Sales; Other
        Category text:50
        Email_Opt_Out boolean
        ${authorLines}`,
      'Address Information': `
        Street text:250
        City text:100
        State text:100
        Zip_Code text:30
        Country text:100`,
      'Description Information': 'Description textarea:32000',
      'Visit Summary': 'Record_Image profileimage "Vendor Image"',
    },
    off: `Unsubscribed_Mode picklist ro = -None-; Consent form; Manual; Unsubscribe link
      Unsubscribed_Time datetime ro
      ${hiddenLines}`,
  },
  {
    name: 'Price_Books',
    singular: 'Price Book',
    plural: 'Price Books',
    inner: 'PriceBooks',
    display: 'Price_Book_Name',
    sections: {
      'Price Book Information': `
        Owner ownerlookup "Price Book Owner"
        Price_Book_Name text:120 !
        Active boolean
        Pricing_Model picklist = -None-; Flat; Differential
        Pricing_Details bigint
        ${authorLines}`,
      'Description Information': 'Description textarea:32000',
    },
    off: hiddenLines,
  },
  {
    name: 'Cases',
    singular: 'Case',
    plural: 'Cases',
    display: 'Subject',
    sections: {
      'Case Information': `
        Case_Number autonumber ro
        Owner ownerlookup "Case Owner"
        Status picklist ! = -None-; New; On Hold; Escalated; Closed
        Product_Name lookup -> Products
        Priority picklist = -None-; High; Medium; Low
        Type picklist = -None-; Problem; Feature Request; Question
        Case_Reason picklist = -None-; Existing problem; New problem; Instructions not clear
        Case_Origin picklist ! = -None-; Email; Phone; Web; Twitter; Facebook
        Subject text:255 !
        Related_To lookup -> Contacts
        Account_Name lookup -> Accounts
        Deal_Name lookup -> Deals
        Reported_By text:120
        Email email:100
        Phone phone:30
        ${authorLines}`,
      'Description Information': 'Description textarea:32000\nInternal_Comments textarea:32000',
      'Solution Information': `Solution textarea:32000
        Add_Comment textarea:32000
        No_of_comments integer:9 ro "No. of comments"
        Comments text:255 ro`,
    },
    off: hiddenLines,
  },
  {
    name: 'Solutions',
    singular: 'Solution',
    plural: 'Solutions',
    display: 'Solution_Title',
    sections: {
      'Solution Information': `
        Solution_Number autonumber ro
        Solution_Title text:120 !
        Owner ownerlookup "Solution Owner"
        Published boolean
        Status picklist = -None-; Draft; Reviewed; Duplicate
        Product_Name lookup -> Products
        No_of_comments integer:9 ro "No. of comments"
        ${authorLines}`,
      'Description Information': 'Question textarea:32000\nAnswer textarea:32000\nAdd_Comment textarea:32000',
    },
    off: hiddenLines,
  },
  {
    name: 'Quotes',
    singular: 'Quote',
    plural: 'Quotes',
    display: 'Subject',
    sections: {
      'Quote Information': `
        Quote_Number text:120 ro
        Owner ownerlookup "Quote Owner"
        Subject text:120 !
        Deal_Name lookup -> Deals
        Quote_Stage picklist = Draft; Negotiation; Delivered; On Hold; Confirmed; Closed Won; Closed Lost
        Valid_Till date
        Team text:50
        Contact_Name lookup -> Contacts
        Carrier picklist = FedEX; UPS; USPS; DHL; BlueDart
        Account_Name lookup ! -> Accounts
        ${authorLines}`,
      'Address Information': `${addressLines('Billing')}\n${addressLines('Shipping')}`,
      'Quoted Items': 'Quoted_Items subform\nSub_Total currency ro\nDiscount currency\nTax currency\nAdjustment currency\nGrand_Total currency ro',
      'Terms and Conditions': 'Terms_and_Conditions textarea:32000',
      'Description Information': 'Description textarea:32000',
    },
    off: hiddenLines,
  },
];
