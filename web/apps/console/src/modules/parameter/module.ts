import { Operation } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'parameter',
  pages: [
    { name: 'parameter.list', path: '/parameters', title: menu.title, permission: 'parameter.read', menu: { group: 'system', order: 50, icon: Operation }, component: () => import('./ParameterList.vue') },
    { name: 'parameter.detail', path: '/parameters/:code', title: menu.detail, permission: 'parameter.read', parent: 'parameter.list', component: () => import('./ParameterDetail.vue') },
  ],
})
