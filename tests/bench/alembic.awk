# awk -v n=1000 -f alembic.awk: the tables of models.awk as SQLAlchemy's metadata.

BEGIN {
    print "import sqlalchemy as sa\nfrom sqlalchemy.dialects import postgresql\n\nmetadata = sa.MetaData()"
    for (i = 1; i <= n; i++) {
        name = sprintf("t%04d", i)
        parent = i > 10 ? sprintf("t%04d", i % 10 + 1) : name
        print "\nt = sa.Table('" name "', metadata,"
        print "    sa.Column('id', sa.BigInteger, sa.Identity(), primary_key=True),"
        print "    sa.Column('parent_id', sa.BigInteger, sa.ForeignKey('" parent ".id', ondelete='CASCADE'), nullable=False),"
        print "    sa.Column('email', sa.String(255), nullable=False, unique=True),"
        print "    sa.Column('title', sa.String(200), nullable=False),"
        print "    sa.Column('body', sa.Text, nullable=False),"
        print "    sa.Column('slug', sa.String(80), nullable=False),"
        print "    sa.Column('is_active', sa.Boolean, server_default=sa.text('true'), nullable=False),"
        print "    sa.Column('is_hidden', sa.Boolean, server_default=sa.text('false'), nullable=False),"
        print "    sa.Column('age', sa.Integer),"
        print "    sa.Column('position', sa.Integer, nullable=False),"
        print "    sa.Column('level', sa.SmallInteger, nullable=False),"
        print "    sa.Column('score', sa.Float(53), server_default=sa.text('0')),"
        print "    sa.Column('price', sa.Numeric(10, 2)),"
        print "    sa.Column('data', postgresql.JSONB),"
        print "    sa.Column('token', postgresql.UUID, server_default=sa.text('gen_random_uuid()')),"
        print "    sa.Column('day', sa.Date),"
        print "    sa.Column('note', sa.Text, nullable=False, comment='what else there is to say'),"
        print "    sa.Column('seen_at', sa.DateTime(timezone=True)),"
        print "    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),"
        print "    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),"
        print "    sa.CheckConstraint('age >= 0 AND age < 200', name='" name "_age_check'),"
        print "    comment='Table number " i ".')"
        print "sa.Index('idx_" name "_parent_id_created_at', t.c.parent_id, t.c.created_at.desc())"
        print "sa.Index('idx_" name "_slug', t.c.slug, unique=True, postgresql_where=sa.text('is_active'))"
    }
}
