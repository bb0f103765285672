import { menu } from './menu'

/** Words of the page of map data. */
export const t = {
  title: menu.title,
  note: '上传本地区的区划图形（GeoJSON），片区地图和统计地图就按它绘制。地图下方会写明来源和审图号。公开使用的地图应取得审图号；没有审图号的只用于内部示意。',
  add: '上传地图数据',
  replace: '替换',
  remove: '删除',
  preview: '预览',
  empty: '还没有地图数据',
  emptyHint: '上传之前，各页面只显示名单，不显示地图。',
  field: { name: '名称', source: '来源', review: '审图号', coordinates: '坐标系', shapes: '区划数', draws: '绘制范围', at: '上传时间', by: '上传人', file: 'GeoJSON 文件' },
  draws: (name: string, n: number) => `${name}（${n}）`,
  dialog: {
    new: '上传地图数据',
    replace: (name: string) => `替换“${name}”`,
    fileHint: 'FeatureCollection，最大 12 MB；每个图形的属性 code 或 adcode 是区划代码，与区划表一致。',
    nameExample: '示范县乡镇街道界线',
    sourceExample: '浙江省标准地图服务网站，2026 年下载',
    reviewExample: '浙S（2026）12号',
    choose: '选择文件',
    upload: '上传',
    uploading: '正在上传',
    done: (name: string, n: number) => `“${name}”已装入 ${n} 个区划`,
  },
  removeTitle: '删除地图数据',
  removeText: (name: string, n: number) => `“${name}”的 ${n} 个区划图形会被删除，用到它们的地图不再显示，名单和点位不受影响。`,
  removed: (name: string) => `已删除“${name}”`,
} as const
