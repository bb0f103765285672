import { CreditCard, Umbrella } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'enrolment',
  pages: [
    { name: 'enrolment.periods', path: '/mutual/periods', title: menu.title, permission: 'enrolment.read', menu: { group: 'work', order: 82, icon: Umbrella }, component: () => import('./PeriodList.vue') },
    { name: 'enrolment.period-new', path: '/mutual/periods/new', title: menu.periodNew, permission: 'enrolment.approve', parent: 'enrolment.periods', component: () => import('./PeriodForm.vue') },
    { name: 'enrolment.period', path: '/mutual/periods/:id', title: menu.period, permission: 'enrolment.read', parent: 'enrolment.periods', component: () => import('./PeriodDetail.vue') },
    { name: 'enrolment.period-edit', path: '/mutual/periods/:id/edit', title: menu.periodEdit, permission: 'enrolment.approve', parent: 'enrolment.periods', component: () => import('./PeriodForm.vue') },
    { name: 'enrolment.targets', path: '/mutual/periods/:id/targets', title: menu.targets, permission: 'enrolment.approve', parent: 'enrolment.periods', component: () => import('./TargetForm.vue') },
    { name: 'enrolment.wizard', path: '/mutual/enrol', title: menu.wizard, permission: 'enrolment.create', parent: 'enrolment.periods', component: () => import('./EnrolWizard.vue') },
    { name: 'enrolment.rosters', path: '/mutual/rosters', title: menu.rosters, permission: 'enrolment.read', parent: 'enrolment.periods', component: () => import('./RosterList.vue') },
    { name: 'enrolment.roster', path: '/mutual/rosters/:id', title: menu.roster, permission: 'enrolment.read', parent: 'enrolment.rosters', component: () => import('./RosterDetail.vue') },
    { name: 'enrolment.people', path: '/mutual/enrolments', title: menu.people, permission: 'enrolment.read', parent: 'enrolment.periods', component: () => import('./PeopleList.vue') },
    { name: 'enrolment.add', path: '/mutual/enrolments/new', title: menu.add, permission: 'enrolment.create', parent: 'enrolment.people', component: () => import('./PersonAdd.vue') },
    { name: 'enrolment.person', path: '/mutual/enrolments/:period/:id', title: menu.person, permission: 'enrolment.read', parent: 'enrolment.people', component: () => import('./PersonDetail.vue') },
    { name: 'enrolment.certificate', path: '/mutual/enrolments/:period/:id/certificate', title: menu.certificate, permission: 'enrolment.read', parent: 'enrolment.people', component: () => import('./CertificatePage.vue') },
    { name: 'enrolment.bills', path: '/mutual/bills', title: menu.bills, permission: 'enrolment.read', parent: 'enrolment.periods', component: () => import('./BillList.vue') },
    { name: 'enrolment.bill', path: '/mutual/bills/:id', title: menu.bill, permission: 'enrolment.read', parent: 'enrolment.bills', component: () => import('./BillDetail.vue') },
    { name: 'enrolment.bill-certificate', path: '/mutual/bills/:id/certificate', title: menu.certificate, permission: 'enrolment.read', parent: 'enrolment.bills', component: () => import('./CertificatePage.vue') },
    { name: 'enrolment.bank', path: '/mutual/receipts', title: menu.bank, permission: 'fund.read', menu: { group: 'work', order: 84, icon: CreditCard }, component: () => import('./ReceiptList.vue') },
    { name: 'enrolment.receipt', path: '/mutual/receipts/:id', title: menu.receipt, permission: 'fund.read', parent: 'enrolment.bank', component: () => import('./ReceiptDetail.vue') },
    { name: 'enrolment.statements', path: '/mutual/statements', title: menu.statements, permission: 'fund.read', parent: 'enrolment.bank', component: () => import('./StatementList.vue') },
    { name: 'enrolment.statement-new', path: '/mutual/statements/new', title: menu.statementNew, permission: 'fund.create', parent: 'enrolment.statements', component: () => import('./StatementNew.vue') },
    { name: 'enrolment.statement', path: '/mutual/statements/:id', title: menu.statement, permission: 'fund.read', parent: 'enrolment.statements', component: () => import('./StatementDetail.vue') },
    { name: 'enrolment.refunds', path: '/mutual/refunds', title: menu.refunds, permission: 'fund.read', parent: 'enrolment.bank', component: () => import('./RefundList.vue') },
  ],
})
