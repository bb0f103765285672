import { Guide } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'visit',
  pages: [
    { name: 'visit.list', path: '/visits', title: menu.title, permission: 'visit.read', menu: { group: 'work', order: 64, icon: Guide }, component: () => import('./VisitList.vue') },
    { name: 'visit.plans', path: '/visit-plans', title: menu.plans, permission: 'visit.read', parent: 'visit.list', component: () => import('./PlanList.vue') },
    { name: 'visit.plan-new', path: '/visit-plans/new', title: menu.planNew, permission: 'visit.create', parent: 'visit.plans', component: () => import('./PlanForm.vue') },
    { name: 'visit.plan', path: '/visit-plans/:id', title: menu.plan, permission: 'visit.read', parent: 'visit.plans', component: () => import('./PlanDetail.vue') },
    { name: 'visit.plan-edit', path: '/visit-plans/:id/edit', title: menu.planEdit, permission: 'visit.update', parent: 'visit.plans', component: () => import('./PlanForm.vue') },
    { name: 'visit.calendar', path: '/visits/calendar', title: menu.calendar, permission: 'visit.read', parent: 'visit.list', component: () => import('./VisitCalendar.vue') },
    { name: 'visit.figures', path: '/visits/figures', title: menu.figures, permission: 'visit.read', parent: 'visit.list', component: () => import('./VisitFigures.vue') },
    { name: 'visit.field', path: '/visits/field', title: menu.field, permission: 'visit.update', bare: true, offline: true, component: () => import('./VisitField.vue') },
    { name: 'visit.new', path: '/visits/new', title: menu.new, permission: 'visit.create', parent: 'visit.list', component: () => import('./VisitEdit.vue') },
    { name: 'visit.detail', path: '/visits/:id', title: menu.detail, permission: 'visit.read', parent: 'visit.list', component: () => import('./VisitDetail.vue') },
    { name: 'visit.edit', path: '/visits/:id/edit', title: menu.edit, permission: 'visit.update', parent: 'visit.list', component: () => import('./VisitEdit.vue') },
  ],
})
