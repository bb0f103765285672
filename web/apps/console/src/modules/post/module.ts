import { ChatLineSquare, Notebook, Share } from '@element-plus/icons-vue'
import { defineModule } from '../../module'
import { menu } from './locales/menu'

export default defineModule({
  name: 'post',
  pages: [
    { name: 'post.list', path: '/posts', title: menu.title, permission: 'post.read', menu: { group: 'work', order: 21, icon: Notebook }, component: () => import('./PostList.vue') },
    { name: 'post.new', path: '/posts/new', title: menu.new, permission: 'post.create', parent: 'post.list', component: () => import('./PostEdit.vue') },
    { name: 'post.detail', path: '/posts/:id', title: menu.detail, permission: 'post.read', parent: 'post.list', component: () => import('./PostDetail.vue') },
    { name: 'post.edit', path: '/posts/:id/edit', title: menu.edit, permission: 'post.create', parent: 'post.detail', component: () => import('./PostEdit.vue') },
    { name: 'post.columns', path: '/post_columns', title: menu.columns, permission: 'post.read', parent: 'post.list', component: () => import('./ColumnList.vue') },
    { name: 'post.comments', path: '/post_comments', title: menu.comments, permission: 'post.update', menu: { group: 'work', order: 22, icon: ChatLineSquare }, component: () => import('./CommentList.vue') },
    { name: 'post.channels', path: '/post_channels', title: menu.channels, permission: 'post.read', menu: { group: 'work', order: 23, icon: Share }, component: () => import('./ChannelList.vue') },
    { name: 'post.channel_returns', path: '/post_channel_returns', title: menu.channelReturns, permission: 'post.read', parent: 'post.channels', component: () => import('./ChannelReturns.vue') },
    { name: 'post.channel_figures', path: '/post_channel_figures', title: menu.channelFigures, permission: 'post.read', parent: 'post.channels', component: () => import('./ChannelFigures.vue') },
  ],
})
