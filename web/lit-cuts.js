/**
 * What this widget does not use of lit-html 3.3.3, cut out of it by the build: some 1,100 bytes of the 12 KiB.
 *
 * Each row is code as lit-html ships it, and what stays in its place. A row that does not occur exactly once stops the
 * build: after an update of lit the rows are to be looked at anew, and the browser tests tell whether they hold. What
 * templates may still hold: text, templates and arrays between tags, `name=${one value}`, `?name=`, `@name=${a function}`.
 */
const CUTS = [
  // Directives.
  ["function M(t,i,s=t,e){if(i===E)return i;let h=void 0!==e?s._$Co?.[e]:s._$Cl;const o=a(i)?void 0:i._$litDirective$;return h?.constructor!==o&&(h?._$AO?.(!1),void 0===o?h=void 0:(h=new o(t),h._$AT(t,s,e)),void 0!==e?(s._$Co??=[])[e]=h:s._$Cl=h),void 0!==h&&(i=M(t,h._$AS(t,i.values),h,e)),i}", ""],
  ["_$AI(t,i=this){t=M(this,t,i),a(t)?", "_$AI(t){a(t)?"],
  ["t!==this._$AH&&t!==E&&this._(t)", "t!==this._$AH&&this._(t)"],
  // Attributes made of several values: `class="a ${b}"`.
  ["_$AI(t,i=this,s,e){const h=this.strings;let o=!1;if(void 0===h)t=M(this,t,i,0),o=!a(t)||t!==this._$AH&&t!==E,o&&(this._$AH=t);else{const e=t;let n,r;for(t=h[0],n=0;n<h.length-1;n++)r=M(this,e[s+n],i,n),r===E&&(r=this._$AH[n]),o||=!a(r)||r!==this._$AH[n],r===A?t=A:t!==A&&(t+=(r??\"\")+h[n+1]),this._$AH[n]=r}o&&!e&&this.j(t)", "_$AI(t){t!==this._$AH&&this.j(this._$AH=t)"],
  [",s.length>2||\"\"!==s[0]||\"\"!==s[1]?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=A", ",this._$AH=A"],
  ["void 0!==s&&(void 0!==s.strings?(s._$AI(t,s,i),i+=s.strings.length-2):s._$AI(t[i])),i++", "s._$AI(t[i++])"],
  ["s=r.getAttribute(t).split(o),", ""],
  [",strings:s,ctor", ",ctor"],
  // Options of listeners, objects that listen, and listeners that go while their element stays.
  ["e=t===A&&s!==A||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,h=t!==A&&(s===A||e);", "h=t!==A&&s===A;"],
  ["e&&this.element.removeEventListener(this.name,this,s),h&&", "h&&"],
  ["\"function\"==typeof this._$AH?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)", "this._$AH(t)"],
  ["_$AI(t,i=this){if((t=M(this,t,i,0)??A)===E)return;", "_$AI(t){t??=A;"],
  ["_$AR(t=this._$AA.nextSibling,s){for(this._$AP?.(!1,!0,s);", "_$AR(t=this._$AA.nextSibling){for(;"],
  // What other packages of Lit hook into, and options of `render`.
  ["E=Symbol.for(\"lit-noChange\"),", ""],
  ["T as mathml,E as noChange,", ""],
  ["const e=s?.renderBefore??i;let h=e._$litPart$;if(void 0===h){const t=s?.renderBefore??null;e._$litPart$=h=new k(i.insertBefore(c(),t),t,void 0,s??{})}", "let h=i._$litPart$;if(void 0===h)i._$litPart$=h=new k(i.insertBefore(c(),null),null);"],
  ["(t?.creationScope??l).importNode", "l.importNode"],
  [",this._$Cv=e?.isConnected??!0", ""],
  ["const j={M:h,P:o,A:n,C:1,L:N,R,D:d,V:M,I:k,H,N:L,U:z,B:I,F:Z},B=t.litHtmlPolyfillSupport;B?.(S,k),(t.litHtmlVersions??=[]).push(\"3.3.3\");", ""],
  ["j as _$LH,", ""],
  ["setConnected(t){void 0===this._$AM&&(this._$Cv=t,this._$AP?.(t))}", ""],
  ["get parentNode(){let t=this._$AA.parentNode;const i=this._$AM;return void 0!==i&&11===t?.nodeType&&(t=i.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}", ""],
  ["get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}", ""],
  ["get _$AU(){return this._$AM?._$AU??this._$Cv}", ""],
  ["get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}", ""],
  // Who holds whom, kinds and options: what is left to ask for them, once the rows above are gone.
  ["constructor(t,i){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=i}", "constructor(t){this._$AV=[],this._$AD=t}"],
  ["constructor(t,i,s,e){this.type=2,this._$AH=A,this._$AN=void 0,this._$AA=t,this._$AB=i,this._$AM=s,this.options=e}", "constructor(t,i){this._$AH=A,this._$AA=t,this._$AB=i}"],
  ["constructor(t,i,s,e,h){this.type=1,this._$AH=A,this._$AN=void 0,this.element=t,this.name=i,this._$AM=e,this.options=h,", "constructor(t,i){this.element=t,this.name=i,"],
  ["constructor(){super(...arguments),this.type=4}", ""],
  ["constructor(t,i,s,e,h){super(t,i,s,e,h),this.type=5}", ""],
  ["new k(h,h.nextSibling,this,t)", "new k(h,h.nextSibling)"],
  ["new r.ctor(h,r.name,r.strings,this,t)", "new r.ctor(h,r.name)"],
  ["this.O(c()),this,this.options)", "this.O(c()))"],
  ["new R(e,this),s=t.u(this.options)", "new R(e),s=t.u()"],
  // Compiled templates, nodes, polyfills, and lists that are no arrays.
  ["const{values:i,_$litType$:s}=t,e=\"number\"==typeof s?this._$AC(t):(void 0===s.el&&(s.el=S.createElement(V(s.h,s.h[0]),this.options)),s);", "const{values:i}=t,e=this._$AC(t);"],
  ["void 0!==t.nodeType?this.T(t):", ""],
  ["i=t=>t,s=t.trustedTypes", "s=t.trustedTypes"],
  ["const s=i(t).nextSibling;i(t).remove(),t=s", "const s=t.nextSibling;t.remove(),t=s"],
  ["d=t=>u(t)||\"function\"==typeof t?.[Symbol.iterator],", ""],
  ["d(t)?this.k(t)", "u(t)?this.k(t)"],
  // `<p ${x}>` and `<p .x=${x}>`.
  ["else t.startsWith(o)&&(d.push({type:6,index:l}),r.removeAttribute(t));", ""],
  [":6===r.type&&(i=new Z(h,this,t))", ":0"],
  ["class Z{constructor(t,i,s){this.element=t,this.type=6,this._$AN=void 0,this._$AM=i,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(t){M(this,t)}}", ""],
  ["\".\"===e[1]?I:", ""],
  ["void 0===u[1]?d=-2:(", "("],
  // `<path d=${x}/>`, where the slash would belong to the value.
  ["const x=c===p&&t[i+1].startsWith(\"/>\")?\" \":\"\";", ""],
  ["d>=0?(e.push(a),s.slice(0,d)+h+s.slice(d)+o+x):s+o+(-2===d?i:x)", "(e.push(a),s.slice(0,d)+h+s.slice(d)+o)"],
  ["class I extends H{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===A?void 0:t}}", ""],
  // Values in <script>, <style>, <textarea>, <title> and in comments, and as the names of tags.
  ["if(y.test(r.tagName)){const t=r.textContent.split(o),i=t.length-1;if(i>0){r.textContent=s?s.emptyScript:\"\";for(let s=0;s<i;s++)r.append(t[s],c()),P.nextNode(),d.push({type:2,index:++l});r.append(t[i],c())}}", ""],
  ["void 0!==u[2]?(y.test(u[2])&&(n=RegExp(\"</\"+u[2],\"g\")),c=p):void 0!==u[3]&&(c=p)", "c=p"],
  ["\">\"===u[0]?(c=n??v,d=-1)", "\">\"===u[0]?c=v"],
  ["(c=p,n=void 0)", "c=p"],
  ["let n,l=", "let l="],
  ["y=/^(?:script|style|textarea|title)$/i,", ""],
  ["if(r.data===n)d.push({type:2,index:l});else{let t=-1;for(;-1!==(t=r.data.indexOf(o,t+1));)d.push({type:7,index:l}),t+=o.length-1}", "r.data===n&&d.push({type:2,index:l});"],
  ["\"!--\"===u[1]?c=_:void 0!==u[1]?c=m:", ""],
  ["c===_||c===m?c=v:", ""],
  ["_=/-->/g,m=/>/g,", ""],
  ["v=/<(?:(!--|\\/[^a-zA-Z])|(\\/?[a-zA-Z][^>\\s]*)|(\\/?$))/g", "v=/<\\/?[a-zA-Z][^>\\s]*/g"],
  // svg`` and mathml``.
  ["if(this.el=S.createElement(f,e),P.currentNode=this.el.content,2===i||3===i){const t=this.el.content.firstChild;t.replaceWith(...t.childNodes)}", "this.el=S.createElement(f,e);P.currentNode=this.el.content;"],
  ["2===i?\"<svg>\":3===i?\"<math>\":\"\"", "\"\""],
  ["+(2===i?\"</svg>\":3===i?\"</math>\":\"\")", ""],
  [",w=x(2),T=x(3)", ""],
  [",w as svg", ""],
  // Parts are then of two kinds: those with a class of their own, and what stands between tags.
  ["let i;2===r.type?i=new k(h,h.nextSibling):1===r.type?i=new r.ctor(h,r.name):0,this._$AV.push(i)", "this._$AV.push(r.ctor?new r.ctor(h,r.name):new k(h,h.nextSibling))"],
  ["{type:1,index:l,", "{index:l,"],
  ["{type:2,index:l}", "{index:l}"],
  ["if(r.hasAttributes())for", "for"],
];

/** The plugin that makes them. */
export const litCuts = {
  name: "lit-cuts",
  enforce: "pre",
  /** @param {string} code @param {string} id */
  transform(code, id) {
    if (/\s\.\w+=\$\{|="[^"<>]*\$\{|<!--|<\/?\$\{|<\w+ \$\{|\}\/>/.test(code) && id.includes("/web/src/")) this.error("a template holds what lit-cuts.js takes out of Lit");
    if (!id.endsWith("/lit-html/lit-html.js")) return null;
    for (const [cut, rest] of CUTS) {
      if (code.split(cut).length !== 2) this.error(`lit-html has changed; look at this row of lit-cuts.js: ${cut}`);
      code = code.replace(cut, () => rest);
    }
    return { code, map: null };
  },
};
